package io.cooperage.server.job;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.cooperage.api.ClusterId;
import io.cooperage.server.testing.ServerCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Everything that servers store, answer and log, to be searched for a text. */
final class Traces implements AutoCloseable {
  private final ServerCluster servers;
  private final Connection database;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  /** From now on all that is logged is kept. */
  Traces(ServerCluster servers) throws SQLException {
    this.servers = servers;
    this.database =
        DriverManager.getConnection(
            servers.galera().jdbcUrl(1),
            servers.galera().account().user(),
            servers.galera().account().password());
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    AppenderBase<ILoggingEvent> keeper =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            String fault =
                event.getThrowableProxy() == null
                    ? ""
                    : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getFormattedMessage() + " " + fault);
          }
        };
    keeper.setContext(root.getLoggerContext());
    keeper.start();
    root.addAppender(keeper);
    ((Logger) LoggerFactory.getLogger("io.cooperage")).setLevel(Level.TRACE);
  }

  List<String> logs() {
    return List.copyOf(lines);
  }

  /** The columns in whatever table that hold {@code text}. */
  List<String> tables(String text) throws SQLException {
    List<String> found = new ArrayList<>();
    for (String column : columns()) {
      String table = column.substring(0, column.indexOf('.'));
      String sql =
          "SELECT COUNT(*) FROM `"
              + table
              + "` WHERE LOCATE(CAST(? AS BINARY), CAST("
              + column
              + " AS BINARY)) > 0";
      try (PreparedStatement search = database.prepareStatement(sql)) {
        search.setString(1, text);
        if (number(search) > 0) {
          found.add(column);
        }
      }
    }
    return found;
  }

  private List<String> columns() throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement all =
            database.prepareStatement(
                """
                SELECT table_name, column_name
                FROM information_schema.columns
                WHERE table_schema = DATABASE()
                  AND (data_type LIKE '%text' OR data_type LIKE '%char'
                    OR data_type LIKE '%blob' OR data_type LIKE '%binary')
                """);
        ResultSet rows = all.executeQuery()) {
      while (rows.next()) {
        columns.add(rows.getString(1) + ".`" + rows.getString(2) + "`");
      }
    }
    return columns;
  }

  long count(String sql) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      return number(statement);
    }
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The paths under which a superadmin is told {@code text}, in any datacenter. */
  List<String> answers(ClusterId cluster, String text) throws Exception {
    List<String> paths =
        new ArrayList<>(
            List.of(
                "/v3/providers",
                "/v3/providers/sim/versions",
                "/v3/services/store",
                "/v3/catalog/export",
                "/v3/clusters",
                "/v3/clusters/" + cluster,
                "/v3/clusters/" + cluster + "/jobs",
                "/v3/jobs/" + cluster + "-001",
                "/v3/jobs/" + cluster + "-001/plan",
                "/v3/jobs/" + cluster + "-001/tasks?limit=100",
                "/v3/audit?limit=500",
                "/v3/events?limit=500",
                "/v3/workers",
                "/metrics"));
    for (int task = 1; task <= 10; task++) {
      paths.add("/v3/tasks/" + cluster + "-001-%03d/output".formatted(task));
    }
    List<String> telling = new ArrayList<>();
    for (int datacenter = 1; datacenter <= 2; datacenter++) {
      for (String path : paths) {
        if (servers.get(datacenter, path).body().contains(text)) {
          telling.add("dc" + datacenter + path);
        }
      }
    }
    return telling;
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
