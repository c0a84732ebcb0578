package io.cooperage.server.worker;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.web.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * While ZooKeeper is away: the servers of a datacenter tell each other through the database which
 * beats they heard, for a worker's may reach one or another. Confined to one thread.
 */
final class BeatBoard {
  private final Transactions transactions;
  private final Reads reads;
  private final String datacenter;
  private final String server;

  /** What one server heard: worker to count. */
  private record Beats(Map<String, Long> counts) {}

  BeatBoard(Transactions transactions, Reads reads, String datacenter, String server) {
    this.transactions = transactions;
    this.reads = reads;
    this.datacenter = datacenter;
    this.server = server;
  }

  void publish(Map<String, Long> heard) {
    String beats = Json.write(new Beats(heard));
    transactions.run(
        "worker.beats",
        tx ->
            tx.createUpdate(
                    """
                    INSERT INTO worker_beat (server, datacenter, beats)
                    VALUES (:server, :datacenter, :beats)
                    ON DUPLICATE KEY UPDATE beats = :beats
                    """)
                .bind("server", datacenter + "/" + server)
                .bind("datacenter", datacenter)
                .bind("beats", beats)
                .execute());
  }

  /** What all servers heard: a worker's sum stands still when none hears it any more. */
  Map<String, Long> sums() {
    Map<String, Long> sums = new HashMap<>();
    reads
        .run("worker.beats-heard", Consistency.local(), this::rows)
        .forEach(
            beats ->
                Json.read(beats, Beats.class)
                    .counts()
                    .forEach((id, count) -> sums.merge(id, count, Long::sum)));
    return sums;
  }

  private List<String> rows(Handle handle) {
    return handle
        .createQuery("SELECT beats FROM worker_beat WHERE datacenter = :datacenter")
        .bind("datacenter", datacenter)
        .mapTo(String.class)
        .list();
  }
}
