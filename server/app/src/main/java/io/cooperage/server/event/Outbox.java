package io.cooperage.server.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.galera.ids.IdAllocator;
import java.sql.Timestamp;
import java.time.Clock;
import org.jdbi.v3.core.Handle;

/**
 * Publishes an event in the transaction of what happened. It becomes visible to readers when the
 * sequencer has given it its position. Thread-safe.
 */
public final class Outbox {
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
   * @param subject what it happened to, such as {@code cluster/00000042}
   */
  public void publish(Handle tx, String type, String tenant, String subject, JsonNode data) {
    tx.createUpdate(
            """
            INSERT INTO event (id, position, type, tenant, subject, at, datacenter, data)
            VALUES (:id, NULL, :type, :tenant, :subject, :at, :datacenter, :data)
            """)
        .bind("id", ids.next("event"))
        .bind("type", type)
        .bind("tenant", tenant)
        .bind("subject", subject)
        .bind("at", Timestamp.from(clock.instant()))
        .bind("datacenter", datacenter)
        .bind("data", data.toString())
        .execute();
  }
}
