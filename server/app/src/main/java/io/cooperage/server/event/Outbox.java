package io.cooperage.server.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.galera.ids.IdAllocator;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * Publishes an event in the transaction of what happened. It becomes visible to readers when the
 * sequencer has given it its position. Thread-safe.
 */
public final class Outbox {
  private static final Pattern OF_A_CLUSTER = Pattern.compile("(?:cluster|job|task)/(\\d+)[-\\d]*");

  /** No user has this name: what belongs to an unknown cluster is not for everybody. */
  private static final String NOBODY = "";

  private final IdAllocator ids;
  private final Clock clock;
  private final String datacenter;

  public Outbox(IdAllocator ids, Clock clock, String datacenter) {
    this.ids = ids;
    this.clock = clock;
    this.datacenter = datacenter;
  }

  /**
   * @param type such as {@code cluster.created}
   * @param subject what it happened to, such as {@code cluster/00000042}; events of a cluster and
   *     its jobs belong to the cluster's owner
   */
  public void publish(Handle tx, String type, String tenant, String subject, JsonNode data) {
    tx.createUpdate(
            """
            INSERT INTO event (id, position, type, tenant, owner, subject, at, datacenter, data)
            VALUES (:id, NULL, :type, :tenant, :owner, :subject, :at, :datacenter, :data)
            """)
        .bind("id", ids.next("event"))
        .bind("type", type)
        .bind("tenant", tenant)
        .bind("owner", owner(tx, subject).orElse(null))
        .bind("subject", subject)
        .bind("at", Timestamp.from(clock.instant()))
        .bind("datacenter", datacenter)
        .bind("data", data.toString())
        .execute();
  }

  /**
   * A read of its own and no part of the INSERT, which would lock the row of the cluster after that
   * of the job, and others lock them the other way round.
   */
  private static Optional<String> owner(Handle tx, String subject) {
    Matcher cluster = OF_A_CLUSTER.matcher(subject);
    if (!cluster.matches()) {
      return Optional.empty();
    }
    return tx.createQuery("SELECT owner FROM cluster WHERE id = :id")
        .bind("id", Long.parseLong(cluster.group(1)))
        .mapTo(String.class)
        .findOne()
        .or(() -> Optional.of(NOBODY));
  }
}
