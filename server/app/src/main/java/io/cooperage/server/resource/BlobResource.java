package io.cooperage.server.resource;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Scope;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.jdbi.v3.core.Handle;

/** The bytes of resources, by content: what lies under an address never changes. */
@Path("/v3/resources/blobs")
@Produces(MediaType.APPLICATION_OCTET_STREAM)
public final class BlobResource {
  private static final String FOR_EVER = "private, max-age=31536000, immutable";
  private final Blobs blobs;
  private final Reads reads;

  BlobResource(Blobs blobs, Reads reads) {
    this.blobs = blobs;
    this.reads = reads;
  }

  @GET
  @Path("/{sha256}")
  @Operation(operationId = "getBlob", summary = "The bytes of a resource, by SHA-256")
  @ApiResponse(
      responseCode = "200",
      headers = @Header(name = "ETag"),
      content = @Content(schema = @Schema(type = "string", format = "binary")))
  public Response get(
      @Auth({Scope.CATALOG_READ, Scope.WORK}) Caller caller,
      @Context ContainerRequestContext request,
      @PathParam("sha256") String sha256) {
    Sha256 address = Sha256.parse(sha256);
    long size =
        reads.run(
            "resource.blob",
            RequestConsistency.of(request),
            tx -> {
              mayRead(tx, caller, address);
              return BlobDao.findSize(tx, address).orElseThrow(() -> notFound(address));
            });
    EntityTag tag = new EntityTag(address.hex());
    Response.ResponseBuilder unchanged = request.getRequest().evaluatePreconditions(tag);
    StreamingOutput content = out -> blobs.send(address, size, out);
    Response.ResponseBuilder answer =
        unchanged == null
            ? Response.ok(content).header(HttpHeaders.CONTENT_LENGTH, size)
            : unchanged;
    return answer.tag(tag).header(HttpHeaders.CACHE_CONTROL, FOR_EVER).build();
  }

  /** Workers run tasks of all tenants; to others, what is not theirs does not exist. */
  private static void mayRead(Handle tx, Caller caller, Sha256 address) {
    if (!caller.may(Scope.WORK)
        && !caller.isSuperadmin()
        && ResourceDao.findUse(tx, address, caller.tenant(), Caller.SUPERADMIN_TENANT).isEmpty()) {
      throw notFound(address);
    }
  }

  private static ProblemException notFound(Sha256 address) {
    return new ProblemException(
        ErrorCode.NOT_FOUND, "There is no resource with the SHA-256 " + address.hex() + ".");
  }
}
