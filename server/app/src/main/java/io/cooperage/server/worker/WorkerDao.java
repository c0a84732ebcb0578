package io.cooperage.server.worker;

import org.jdbi.v3.core.Handle;

/** The SQL of workers: all that other datacenters know of them is their number. */
final class WorkerDao {
  private WorkerDao() {}

  static boolean isAnnounced(Handle handle, String datacenter, int workers) {
    return handle
        .createQuery(
            """
            SELECT 1
            FROM datacenter
            WHERE name = :name
              AND workers = :workers
            """)
        .bind("name", datacenter)
        .bind("workers", workers)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static int announce(Handle tx, String datacenter, int workers) {
    return tx.createUpdate(
            """
            UPDATE datacenter
            SET workers = :workers
            WHERE name = :name
              AND workers <> :workers
            """)
        .bind("workers", workers)
        .bind("name", datacenter)
        .execute();
  }
}
