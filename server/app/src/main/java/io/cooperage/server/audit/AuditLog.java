package io.cooperage.server.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.galera.ids.IdAllocator;
import io.cooperage.server.access.Caller;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Writes who changed what, in the transaction of the change. Thread-safe. */
public final class AuditLog {
  /** Who changes what nobody asked for. No person can be called so. */
  public static final String SERVERS = "(servers)";

  private final IdAllocator ids;
  private final Clock clock;
  private final String datacenter;

  public AuditLog(IdAllocator ids, Clock clock, String datacenter) {
    this.ids = ids;
    this.clock = clock;
    this.datacenter = datacenter;
  }

  /**
   * @param action such as {@code cluster.create}
   * @param subject what was changed, such as {@code cluster/00000042}
   */
  public void record(Handle tx, Caller by, String action, String subject, AuditChange change) {
    insert(tx, new Author(by.tenant(), by.user(), by.requestId()), action, subject, change);
  }

  /** For what servers do by themselves to a thing of {@code tenant}, such as ending its lease. */
  public void recordOwn(
      Handle tx, String tenant, String action, String subject, AuditChange change) {
    insert(tx, new Author(tenant, SERVERS, ""), action, subject, change);
  }

  private record Author(String tenant, String user, String requestId) {}

  private void insert(Handle tx, Author by, String action, String subject, AuditChange change) {
    tx.createUpdate(
            """
            INSERT INTO audit (id, at, tenant, user, action, subject, datacenter, request_id, detail,
                               before_value, after_value)
            VALUES (:id, :at, :tenant, :user, :action, :subject, :datacenter, :requestId, :detail,
                    :before, :after)
            """)
        .bind("id", ids.next("audit"))
        .bind("at", Timestamp.from(clock.instant()))
        .bind("tenant", by.tenant())
        .bind("user", by.user())
        .bind("action", action)
        .bind("subject", subject)
        .bind("datacenter", datacenter)
        .bind("requestId", by.requestId())
        .bind("detail", Sensitive.hide(change.detail()).toString())
        .bind("before", text(change.before()))
        .bind("after", text(change.after()))
        .execute();
  }

  private static String text(Optional<JsonNode> value) {
    return value.map(Sensitive::hide).map(JsonNode::toString).orElse(null);
  }
}
