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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

  /** Nobody asked for {@code job}, which deletes a cluster: its lease is over. */
  void expired(Handle tx, ClusterRow cluster, JobId job) {
    String subject = "cluster/" + cluster.id();
    ObjectNode data = Json.MAPPER.createObjectNode();
    data.put("job", job.toString());
    audit.recordOwn(tx, cluster.tenant(), "cluster.expire", subject, deletion(cluster, data));
    outbox.publish(
        tx, Event.ofOwner("cluster.expired", cluster.tenant(), cluster.owner(), subject, data));
  }

  /** What a deletion makes of a cluster at first; {@code detail} are its particulars. */
  static AuditChange deletion(ClusterRow before, JsonNode detail) {
    return AuditChange.ofState(before.state().wire(), ClusterState.PENDING.wire()).with(detail);
  }

  /**
   * What an operation makes of a cluster: its state, and whatever of configuration, services,
   * machines and template becomes another; {@code detail} is what was asked for.
   */
  static AuditChange operation(Present before, Future after, JsonNode detail) {
    ObjectNode was = facts(before.spec(), before.nodes());
    ObjectNode is = facts(after.spec(), after.nodes());
    List<String> same = new ArrayList<>();
    was.fieldNames()
        .forEachRemaining(
            field -> {
              if (was.get(field).equals(is.get(field))) {
                same.add(field);
              }
            });
    was.remove(same);
    is.remove(same);
    was.put("state", before.cluster().state().wire());
    is.put("state", ClusterState.PENDING.wire());
    return AuditChange.changed(was, is).with(detail);
  }

  private static ObjectNode facts(ClusterSpec spec, List<NodeRow> nodes) {
    Set<String> services = new TreeSet<>(spec.services().keySet());
    services.removeAll(spec.intent().removedServices());
    ObjectNode facts = Json.MAPPER.createObjectNode();
    facts.put("templateVersion", spec.templateVersion());
    facts.set("config", spec.config());
    facts.set("services", Json.tree(services));
    facts.set("stopped", Json.tree(new TreeSet<>(spec.resting())));
    facts.set(
        "nodes", Json.tree(nodes.stream().filter(NodeRow::stays).map(NodeRow::number).toList()));
    return facts;
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
