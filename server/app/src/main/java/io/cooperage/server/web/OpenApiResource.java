package io.cooperage.server.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The OpenAPI document, as the build has it from docs/reference/openapi.json. */
@Path("/v3/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public final class OpenApiResource {
  private final byte[] document = load();

  @GET
  @Operation(operationId = "getOpenApi", summary = "This document")
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
  public byte[] document() {
    return document.clone();
  }

  private static byte[] load() {
    try (InputStream in = OpenApiResource.class.getResourceAsStream("/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is not in the server's jar: build it again");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
