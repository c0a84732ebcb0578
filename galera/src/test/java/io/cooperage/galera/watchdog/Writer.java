package io.cooperage.galera.watchdog;

import io.cooperage.galera.testing.LocalGalera;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Commits on a node as fast as it can, and knows for how long it once had to wait. */
final class Writer implements AutoCloseable {

  private final Thread thread;
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong last = new AtomicLong(System.nanoTime());
  private final AtomicLong longest = new AtomicLong();
  private volatile boolean ended;

  Writer(LocalGalera galera, int node) {
    thread =
        new Thread(
            () -> {
              while (!ended) {
                write(galera, node);
              }
            },
            "writer");
    thread.setDaemon(true);
    thread.start();
  }

  private void write(LocalGalera galera, int node) {
    try (Connection connection =
            DriverManager.getConnection(
                galera.jdbcUrl(node) + "?connectTimeout=1000&socketTimeout=60000",
                galera.account().user(),
                galera.account().password());
        PreparedStatement update =
            connection.prepareStatement("UPDATE written SET value = value + 1 WHERE id = ?")) {
      for (long row = 0; !ended; row++) {
        update.setLong(1, row % 100);
        update.executeUpdate();
        long now = System.nanoTime();
        longest.accumulateAndGet(now - last.getAndSet(now), Math::max);
        commits.incrementAndGet();
      }
    } catch (SQLException again) {
      // The next connection, then.
    }
  }

  long commits() {
    return commits.get();
  }

  /** Since the last commit. */
  Duration waiting() {
    return Duration.ofNanos(System.nanoTime() - last.get());
  }

  /** The longest time between two commits. */
  Duration longest() {
    Duration past = Duration.ofNanos(longest.get());
    return past.compareTo(waiting()) > 0 ? past : waiting();
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.join(10_000);
  }
}
