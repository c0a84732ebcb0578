package io.cooperage.server.audit;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.cooperage.api.AuditVerification;
import io.cooperage.api.AuditView;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.Page;
import io.cooperage.api.Scope;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Auth;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.RequestConsistency;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who changed what; superadmins see all, admins what their tenant's people did. */
@Path("/v3/audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource {
  private static final String LINES = "application/x-ndjson";
  private static final int MOST = 100_000;
  private static final ObjectWriter LINE = Json.MAPPER.writer();
  private static final Pattern CURSOR = Pattern.compile("([a-z0-9-]{1,64}):(\\d{1,18})");

  private final AuditReader reader;
  private final AuditVerifier verifier;

  public AuditResource(Reads reads) {
    this.reader = new AuditReader(reads);
    this.verifier = new AuditVerifier(reads);
  }

  /** Pages by id; ids of one datacenter grow with time, those of several interleave. */
  @GET
  @Operation(operationId = "listAudit", summary = "Who changed what, by id")
  public Page<AuditView> list(
      @Auth(Scope.AUDIT) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("tenant") Optional<String> tenant,
      @QueryParam("user") Optional<String> user,
      @QueryParam("action") Optional<String> action,
      @QueryParam("subject") Optional<String> subject,
      @QueryParam("datacenter") Optional<String> datacenter,
      @QueryParam("from") Optional<String> from,
      @QueryParam("to") Optional<String> to,
      @QueryParam("limit") Optional<Integer> limit,
      @QueryParam("after") @DefaultValue("0") long after) {
    int size = Paging.limit(limit);
    AuditFilter filter = new AuditFilter(tenant, user, action, subject, datacenter, from, to);
    List<AuditView> found =
        reader.list(RequestConsistency.of(request), caller, filter, after, size + 1);
    return Paging.page(found, size, AuditView::id);
  }

  /** Fewer lines than asked for: there are no more at present. */
  @GET
  @Path("/export")
  @Produces(LINES)
  @Operation(
      operationId = "exportAudit",
      summary = "The same as JSON lines, by datacenter and place in its chain, to go on from")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = LINES, schema = @Schema(implementation = AuditView.class)))
  public Response export(
      @Auth(Scope.AUDIT) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("tenant") Optional<String> tenant,
      @QueryParam("user") Optional<String> user,
      @QueryParam("action") Optional<String> action,
      @QueryParam("subject") Optional<String> subject,
      @QueryParam("datacenter") Optional<String> datacenter,
      @QueryParam("from") Optional<String> from,
      @QueryParam("to") Optional<String> to,
      @QueryParam("limit") @DefaultValue("10000") int limit,
      @QueryParam("after") Optional<String> after) {
    AuditFilter filter = new AuditFilter(tenant, user, action, subject, datacenter, from, to);
    AuditReader.Cursor cursor =
        after.map(AuditResource::cursor).orElse(AuditReader.Cursor.BEGINNING);
    int most = most(limit);
    List<String> chains = reader.chains(RequestConsistency.of(request), filter);
    // What is wrong with the filter is said before the answer begins.
    reader.export(caller, filter, chains, cursor, 1, first -> {});
    StreamingOutput lines =
        output -> reader.export(caller, filter, chains, cursor, most, line -> write(output, line));
    return Response.ok(lines, LINES).build();
  }

  @GET
  @Path("/verify")
  @Operation(
      operationId = "verifyAudit",
      summary = "Looks whether lines were altered, removed, put in or moved")
  public AuditVerification verify(
      @Auth(Scope.INSTALLATION_WRITE) Caller caller,
      @Context ContainerRequestContext request,
      @QueryParam("datacenter") Optional<String> datacenter,
      @QueryParam("after") @DefaultValue("0") long after,
      @QueryParam("hash") Optional<String> hash,
      @QueryParam("limit") @DefaultValue("10000") int limit) {
    if (datacenter.isEmpty() && (after != 0 || hash.isPresent())) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Parameters after and hash are about one chain. Name its datacenter too.");
    }
    return verifier.verify(
        RequestConsistency.of(request),
        datacenter,
        new AuditVerifier.Anchor(after, hash),
        most(limit));
  }

  private static int most(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Parameter limit is %d; it must be 1 to %d.".formatted(limit, MOST));
    }
    return limit;
  }

  private static AuditReader.Cursor cursor(String text) {
    Matcher matcher = CURSOR.matcher(text);
    if (!matcher.matches()) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Parameter after is \"%s\"; write datacenter and position of the last line, such as dc1:42."
              .formatted(text));
    }
    return new AuditReader.Cursor(matcher.group(1), Long.parseLong(matcher.group(2)));
  }

  private static void write(OutputStream output, AuditView line) {
    try {
      output.write(LINE.writeValueAsBytes(line));
      output.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
