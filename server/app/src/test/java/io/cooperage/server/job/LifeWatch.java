package io.cooperage.server.job;

import io.cooperage.galera.testing.LocalGalera;
import io.cooperage.server.testing.ServerCluster;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks into the database of any datacenter for what must never be there. */
final class LifeWatch {
  private static final Map<String, String> NEVER = new LinkedHashMap<>();
  private static final Map<String, String> NOT_IN_THE_END = new LinkedHashMap<>();

  static {
    NEVER.put(
        "clusters with more than one active job",
        """
        SELECT cluster_id
        FROM job
        WHERE state IN ('not_submitted', 'running', 'paused')
        GROUP BY cluster_id
        HAVING COUNT(*) > 1
        """);
    NEVER.put(
        "nodes with more than one task in flight",
        """
        SELECT CONCAT(cluster_id, '-', node_number)
        FROM task
        WHERE state = 'in_progress' AND NOT detached
        GROUP BY cluster_id, node_number
        HAVING COUNT(*) > 1
        """);
    NEVER.put(
        "tenants beyond their quota",
        """
        SELECT CONCAT(name, ': ', clusters, ' clusters, ', nodes, ' nodes')
        FROM tenant
        WHERE (max_clusters >= 0 AND clusters > max_clusters)
           OR (max_nodes >= 0 AND nodes > max_nodes)
           OR clusters < 0 OR nodes < 0
        """);
    NEVER.put(
        "clusters that expired more than once",
        """
        SELECT subject
        FROM event
        WHERE type = 'cluster.expired'
        GROUP BY subject
        HAVING COUNT(*) > 1
        """);
    NOT_IN_THE_END.put(
        "pending clusters",
        "SELECT CONCAT(id, ': ', message) FROM cluster WHERE state = 'pending'");
    NOT_IN_THE_END.put(
        "clusters with an active job", "SELECT id FROM cluster WHERE active_job IS NOT NULL");
    NOT_IN_THE_END.put(
        "tasks in flight of jobs that are over",
        """
        SELECT CONCAT(task.cluster_id, '-', task.job_number, '-', task.number)
        FROM task
        JOIN job ON job.cluster_id = task.cluster_id AND job.number = task.job_number
        WHERE task.state = 'in_progress' AND NOT task.detached
        """);
    NOT_IN_THE_END.put(
        "leases that are over and did not end",
        """
        SELECT CONCAT(id, ': ', state)
        FROM cluster
        WHERE expires_at < UTC_TIMESTAMP(3) - INTERVAL 20 SECOND
        """);
    NOT_IN_THE_END.put(
        "tenants whose counters are wrong",
        """
        SELECT CONCAT(tenant.name, ': ', tenant.clusters, '/', tenant.nodes, ' but there are ',
                      COUNT(cluster.id), '/', COALESCE(SUM(cluster.num_machines), 0))
        FROM tenant
        LEFT JOIN cluster ON cluster.tenant = tenant.name AND cluster.state <> 'terminated'
        GROUP BY tenant.name, tenant.clusters, tenant.nodes
        HAVING tenant.clusters <> COUNT(cluster.id)
            OR tenant.nodes <> COALESCE(SUM(cluster.num_machines), 0)
        """);
    NOT_IN_THE_END.put(
        "clusters whose machines are not as many as they say",
        """
        SELECT CONCAT(cluster.id, ': ', cluster.num_machines, ' but ', COUNT(node.number))
        FROM cluster
        JOIN node ON node.cluster_id = cluster.id
        WHERE cluster.state = 'active'
        GROUP BY cluster.id, cluster.num_machines
        HAVING cluster.num_machines <> COUNT(node.number)
        """);
  }

  private final ServerCluster servers;

  LifeWatch(ServerCluster servers) {
    this.servers = servers;
  }

  /** What is there now and must never be. */
  List<String> look(int datacenter) throws SQLException {
    return found(datacenter, NEVER);
  }

  /** What is there although all has ended. */
  List<String> lookInTheEnd(int datacenter) throws SQLException {
    List<String> found = found(datacenter, NEVER);
    found.addAll(found(datacenter, NOT_IN_THE_END));
    return found;
  }

  List<String> column(int datacenter, String sql) throws SQLException {
    try (Connection connection = servers.galera().node(datacenter).connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET wsrep_sync_wait = 1");
      statement.execute("USE " + LocalGalera.DATABASE);
      return column(statement, sql);
    }
  }

  private List<String> found(int datacenter, Map<String, String> questions) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = servers.galera().node(datacenter).connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET wsrep_sync_wait = 1");
      statement.execute("USE " + LocalGalera.DATABASE);
      for (Map.Entry<String, String> question : questions.entrySet()) {
        List<String> rows = column(statement, question.getValue());
        if (!rows.isEmpty()) {
          found.add(question.getKey() + ": " + rows);
        }
      }
    }
    return found;
  }

  private static List<String> column(Statement statement, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
