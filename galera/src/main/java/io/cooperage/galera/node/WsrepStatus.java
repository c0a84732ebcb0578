package io.cooperage.galera.node;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Asks a node for its wsrep status; answered in every state of the node, also out of quorum. */
public final class WsrepStatus {

  private WsrepStatus() {}

  /** By name, without "wsrep_". */
  public static Map<String, String> read(Connection connection) throws SQLException {
    Map<String, String> values = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'wsrep\\_%'")) {
      while (rows.next()) {
        values.put(rows.getString(1).substring("wsrep_".length()), rows.getString(2));
      }
    }
    return values;
  }
}
