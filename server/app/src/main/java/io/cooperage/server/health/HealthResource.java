package io.cooperage.server.health;

import io.cooperage.galera.node.NodeMonitor;
import io.cooperage.galera.node.NodeStatus;
import io.cooperage.server.datacenter.DatacenterWatch;
import io.cooperage.server.datacenter.Leadership;
import io.cooperage.server.datacenter.Membership;
import io.cooperage.server.health.HealthView.MembershipView;
import io.cooperage.server.health.HealthView.NodeView;
import io.cooperage.server.health.HealthView.ZooKeeperView;
import io.cooperage.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;

/** What load balancers, people and alarms ask. Needs no token, touches no database. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
  private static final int GONE = 404;

  private final ServerHealth health;
  private final NodeMonitor node;
  private final Membership membership;
  private final DatacenterWatch watch;
  private final Leadership leadership;
  private final String server;

  public HealthResource(
      ServerHealth health,
      NodeMonitor node,
      Membership membership,
      DatacenterWatch watch,
      Leadership leadership,
      String server) {
    this.health = health;
    this.node = node;
    this.membership = membership;
    this.watch = watch;
    this.leadership = leadership;
    this.server = server;
  }

  /** The process answers. */
  @GET
  @Path("/live")
  @Operation(operationId = "getLiveness", summary = "The process answers")
  public Map<String, String> live() {
    return Map.of("status", "live");
  }

  /**
   * This server and its node can serve.
   *
   * @param leaving 404 for load balancers to whom that means, other than 503, that what is under
   *     way may end here
   */
  @GET
  @Path("/ready")
  @Operation(operationId = "getReadiness", summary = "This server can serve")
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
  public Response ready(@QueryParam("leaving") @DefaultValue("503") int leaving) {
    return health.isLeaving() && leaving == GONE
        ? leaving()
        : answer("ready", health.refusalOfServer());
  }

  /**
   * This datacenter should get requests.
   *
   * @param leaving as for a server
   */
  @GET
  @Path("/dc")
  @Operation(operationId = "getDatacenterHealth", summary = "This datacenter should get requests")
  @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
  public Response datacenter(@QueryParam("leaving") @DefaultValue("503") int leaving) {
    return health.isDatacenterLeaving() && leaving == GONE
        ? leaving()
        : answer("up", health.refusalOfDatacenter());
  }

  /** All that is known; 200 whatever it says. */
  @GET
  @Path("/deep")
  @Operation(operationId = "getHealth", summary = "All that is known; 200 whatever it says")
  public HealthView deep() {
    NodeStatus status = node.current();
    Optional<ProblemException> refusal = health.refusalOfDatacenter();
    String word =
        refusal.isPresent() ? "unavailable" : leadership.isDegraded() ? "degraded" : "healthy";
    return new HealthView(
        word,
        refusal
            .map(ProblemException::getMessage)
            .or(
                () ->
                    leadership.isDegraded()
                        ? Optional.of("ZooKeeper is away: work goes on by polling")
                        : Optional.empty()),
        watch.self(),
        server,
        new NodeView(
            status.usable(),
            status.reason(),
            status.primary(),
            status.ready(),
            status.localState(),
            status.clusterSize()),
        new MembershipView(
            membership.hasJoined(), membership.isValid(), watch.isDraining(), watch.epochOfSelf()),
        new ZooKeeperView(leadership.isDegraded(), leadership.isLeader()),
        watch.alive());
  }

  private static Response leaving() {
    return Response.status(GONE).entity(Map.of("status", "leaving")).build();
  }

  private static Response answer(String word, Optional<ProblemException> refusal) {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return Response.ok(Map.of("status", word)).build();
  }
}
