package io.cooperage.drill.bench;

import io.cooperage.drill.lab.BenchDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** How many write sets the whole group of databases has committed. */
final class CommittedSets implements AutoCloseable {

  private final Connection connection;

  CommittedSets(BenchDatabase database) throws SQLException {
    this.connection =
        DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  /** The number of the last one, the same at every node that is up to date. */
  long last() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'wsrep_last_committed'")) {
      row.next();
      return row.getLong(2);
    }
  }

  /** Sets a second of a lab that has nothing to do: beats, mostly. */
  double idleRate(Duration duration) throws SQLException, InterruptedException {
    long before = last();
    long begin = System.nanoTime();
    Thread.sleep(duration.toMillis());
    return (last() - before) / ((System.nanoTime() - begin) / 1e9);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
