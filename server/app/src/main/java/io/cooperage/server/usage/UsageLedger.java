package io.cooperage.server.usage;

import io.cooperage.api.ClusterId;
import org.jdbi.v3.core.Handle;

/** Where the room of clusters says what leaves its tables. Stateless. */
public final class UsageLedger {
  private UsageLedger() {}

  /**
   * Keeps the use of machines that are about to leave {@code cluster}, which goes on without them:
   * those that are deleted, and those that stood in a datacenter that was lost, until now.
   */
  public static void keepGone(Handle tx, ClusterId cluster) {
    UsageDao.keepGone(tx, cluster.value());
  }
}
