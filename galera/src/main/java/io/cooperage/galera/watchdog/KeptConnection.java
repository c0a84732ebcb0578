package io.cooperage.galera.watchdog;

import io.cooperage.galera.node.NodeConnector;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** A connection to the node that is kept until something goes wrong on it. Not thread-safe. */
final class KeptConnection {

  private final NodeConnector connector;
  private final Duration giveUp;
  private final Use<?> preparation;
  private Optional<Connection> connection = Optional.empty();

  /** What is done with it. */
  interface Use<T> {
    T with(Connection connection) throws SQLException;
  }

  /**
   * @param giveUp the longest silence of the node
   * @param preparation of each new connection
   */
  KeptConnection(NodeConnector connector, Duration giveUp, Use<?> preparation) {
    this.connector = connector;
    this.giveUp = giveUp;
    this.preparation = preparation;
  }

  <T> T use(Use<T> use) throws SQLException {
    try {
      if (connection.isEmpty()) {
        connection = Optional.of(connector.open(giveUp));
        execute(connection.get(), "SET SESSION wsrep_sync_wait = 0");
        preparation.with(connection.get());
      }
      return use.with(connection.get());
    } catch (SQLException e) {
      forget();
      throw e;
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void forget() {
    connection.ifPresent(
        broken -> {
          try {
            broken.close();
          } catch (SQLException e) {
            // It is of no use either way.
          }
        });
    connection = Optional.empty();
  }
}
