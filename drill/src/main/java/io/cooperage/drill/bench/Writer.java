package io.cooperage.drill.bench;

import io.cooperage.drill.lab.BenchDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** One client that commits a row after the other at a node, until it is closed. */
final class Writer implements AutoCloseable {

  private final Connection connection;
  private final Thread thread = new Thread(this::run, "writer");
  private volatile boolean stopped;
  private volatile SQLException failure;

  private Writer(Connection connection) {
    this.connection = connection;
  }

  static Writer start(BenchDatabase database) throws SQLException {
    Connection connection =
        DriverManager.getConnection(database.url(), database.user(), database.password());
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS noise (id BIGINT PRIMARY KEY)");
      statement.execute("DELETE FROM noise");
    }
    Writer writer = new Writer(connection);
    writer.thread.setDaemon(true);
    writer.thread.start();
    return writer;
  }

  private void run() {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO noise (id) VALUES (?)")) {
      for (long id = 1; !stopped; id++) {
        insert.setLong(1, id);
        insert.executeUpdate();
      }
    } catch (SQLException e) {
      failure = e;
    }
  }

  /**
   * @throws SQLException if it does not write any more
   */
  void check() throws SQLException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() throws SQLException, InterruptedException {
    stopped = true;
    thread.join();
    connection.close();
  }
}
