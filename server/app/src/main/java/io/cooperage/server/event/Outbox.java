package io.cooperage.server.event;

import io.cooperage.galera.ids.IdAllocator;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/**
 * Publishes events in the transaction of what happened. They become visible to readers when the
 * sequencer has given them their positions. Thread-safe.
 */
public final class Outbox {
  private static final int ROWS_PER_INSERT = 200;

  private final IdAllocator ids;
  private final Clock clock;
  private final String datacenter;

  public Outbox(IdAllocator ids, Clock clock, String datacenter) {
    this.ids = ids;
    this.clock = clock;
    this.datacenter = datacenter;
  }

  public void publish(Handle tx, Event event) {
    publish(tx, List.of(event));
  }

  /** In this order. */
  public void publish(Handle tx, List<Event> events) {
    for (int from = 0; from < events.size(); from += ROWS_PER_INSERT) {
      insert(tx, events.subList(from, Math.min(events.size(), from + ROWS_PER_INSERT)));
    }
  }

  private void insert(Handle tx, List<Event> events) {
    Timestamp now = Timestamp.from(clock.instant());
    Update insert =
        tx.createUpdate(
            "INSERT INTO event (id, position, type, tenant, owner, subject, at, datacenter, data)"
                + " VALUES "
                + String.join(
                    ", ", Collections.nCopies(events.size(), "(?, NULL, ?, ?, ?, ?, ?, ?, ?)")));
    int at = 0;
    for (Event event : events) {
      insert
          .bind(at++, ids.next("event"))
          .bind(at++, event.type())
          .bind(at++, event.tenant())
          .bind(at++, event.owner().orElse(null))
          .bind(at++, event.subject())
          .bind(at++, now)
          .bind(at++, datacenter)
          .bind(at++, event.data().toString());
    }
    insert.execute();
  }
}
