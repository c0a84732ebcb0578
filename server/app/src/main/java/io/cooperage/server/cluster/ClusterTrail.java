package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.ClusterState;
import io.cooperage.api.JobId;
import io.cooperage.server.access.Caller;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.event.Event;
import io.cooperage.server.event.Outbox;
import io.cooperage.server.web.Json;
import java.time.Instant;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Writes who began an operation, and tells everybody who listens. Thread-safe. */
final class ClusterTrail {
  private final AuditLog audit;
  private final Outbox outbox;

  ClusterTrail(AuditLog audit, Outbox outbox) {
    this.audit = audit;
    this.outbox = outbox;
  }

  /** {@code job} of a cluster of {@code owner} has been asked for. */
  void begun(
      Handle tx,
      Caller caller,
      String tenant,
      String owner,
      String action,
      JobId job,
      AuditChange change) {
    String subject = "cluster/" + job.cluster();
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("job", job.toString());
    data.put("state", ClusterState.PENDING.wire());
    audit.record(tx, caller, action, subject, change);
    outbox.publish(tx, Event.ofOwner("cluster.pending", tenant, owner, subject, data));
  }

  /** What an operation makes of a cluster at first; {@code detail} is what was asked for. */
  static AuditChange operation(ClusterRow before, JsonNode detail) {
    return AuditChange.changed(state(before.state()), state(ClusterState.PENDING)).with(detail);
  }

  private static JsonNode state(ClusterState state) {
    return Json.MAPPER.createObjectNode().put("state", state.wire());
  }

  /** The lease of a cluster ends at another time. */
  void extended(Handle tx, Caller caller, ClusterRow cluster, long expireTime, JsonNode detail) {
    String subject = "cluster/" + cluster.id();
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("expireTime", expireTime);
    AuditChange change =
        AuditChange.changed(
                Json.tree(
                    Map.of(
                        "expireTime", cluster.expiresAt().map(Instant::toEpochMilli).orElse(0L))),
                Json.tree(data))
            .with(detail);
    audit.record(tx, caller, ClusterChange.EXTEND_LEASE.action(), subject, change);
    outbox.publish(
        tx, Event.ofOwner("cluster.lease", cluster.tenant(), cluster.owner(), subject, data));
  }
}
