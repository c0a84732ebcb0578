package io.cooperage.galera.tx;

import java.sql.Connection;
import java.sql.SQLException;

/** How a transaction is begun on a connection: what it waits for before its first statement. */
@FunctionalInterface
public interface Opening {

  /** Begins the transaction. */
  void begin(Connection connection) throws SQLException;
}
