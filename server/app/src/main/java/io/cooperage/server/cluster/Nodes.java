package io.cooperage.server.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ServiceState;
import io.cooperage.server.usage.UsageLedger;
import io.cooperage.server.web.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.EmptyHandling;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** The machines of clusters, for the rooms that work on them. Stateless. */
public final class Nodes {
  private static final TypeReference<Map<String, String>> TEXT_MAP = new TypeReference<>() {};
  private static final TypeReference<Map<String, ServiceState>> STATE_MAP =
      new TypeReference<>() {};
  private static final String COLUMNS =
      """
      cluster_id, number, hostname, services, hardwaretype, imagetype, generation, state,
      datacenter, addresses, properties, current_task, service_states
      """;

  /** Names one machine. */
  public record NodeKey(ClusterId cluster, int number) {}

  public void insert(Handle tx, Collection<NodeRow> nodes) {
    if (nodes.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            INSERT INTO node (cluster_id, number, hostname, services, hardwaretype, imagetype,
              generation, state, datacenter, addresses, properties, current_task, service_states)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
    for (NodeRow node : nodes) {
      batch
          .bind(0, node.cluster().value())
          .bind(1, node.number())
          .bind(2, node.hostname())
          .bind(3, String.join(" ", node.services()))
          .bind(4, node.hardwaretype())
          .bind(5, node.imagetype())
          .bind(6, node.generation())
          .bind(7, node.state())
          .bind(8, node.datacenter())
          .bind(9, Json.write(node.addresses()))
          .bind(10, Json.write(node.properties()))
          .bind(11, node.currentTask() == 0 ? null : node.currentTask())
          .bind(12, Json.write(node.serviceStates()))
          .add();
    }
    batch.execute();
  }

  /**
   * Writes what changes in the life of a node. The last two assignments see the state that is
   * written here: a node's use begins with its first machine and ends with its last.
   */
  public void update(Handle tx, Collection<NodeRow> nodes) {
    if (nodes.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            UPDATE node
            SET generation = ?,
                state = ?,
                datacenter = ?,
                addresses = ?,
                properties = ?,
                current_task = ?,
                service_states = ?,
                begun_at = IF(begun_at IS NULL AND state IN ('created', 'running'),
                  UTC_TIMESTAMP(3), begun_at),
                ended_at = IF(state = 'deleted', COALESCE(ended_at, UTC_TIMESTAMP(3)), NULL)
            WHERE cluster_id = ?
              AND number = ?
            """);
    for (NodeRow node : nodes) {
      batch
          .bind(0, node.generation())
          .bind(1, node.state())
          .bind(2, node.datacenter())
          .bind(3, Json.write(node.addresses()))
          .bind(4, Json.write(node.properties()))
          .bind(5, node.currentTask() == 0 ? null : node.currentTask())
          .bind(6, Json.write(node.serviceStates()))
          .bind(7, node.cluster().value())
          .bind(8, node.number())
          .add();
    }
    batch.execute();
  }

  /** Writes what machines are to carry, and which are to go. */
  void assign(Handle tx, Collection<NodeRow> nodes) {
    if (nodes.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        tx.prepareBatch(
            """
            UPDATE node
            SET services = ?,
                service_states = ?,
                state = ?
            WHERE cluster_id = ?
              AND number = ?
            """);
    for (NodeRow node : nodes) {
      batch
          .bind(0, String.join(" ", node.services()))
          .bind(1, Json.write(node.serviceStates()))
          .bind(2, node.state())
          .bind(3, node.cluster().value())
          .bind(4, node.number())
          .add();
    }
    batch.execute();
  }

  /**
   * Takes machines that are deleted, or left to a datacenter that was lost, out of a cluster; what
   * was used of them is kept. The row of a node stays as long as a clean-up of one of its machines
   * is open, for whoever runs it needs the row.
   *
   * @return how many
   */
  int removeGone(Handle tx, ClusterId cluster) {
    UsageLedger.keepGone(tx, cluster);
    int left =
        tx.createUpdate(
                """
                UPDATE node
                SET state = 'left',
                    begun_at = NULL
                WHERE cluster_id = :cluster
                  AND (state = 'lost' OR (state = 'deleted' AND number IN (<awaited>)))
                """)
            .bind("cluster", cluster.value())
            .bindList(
                EmptyHandling.NULL_KEYWORD, "awaited", awaited(tx, cluster, deleted(tx, cluster)))
            .execute();
    int deleted =
        tx.createUpdate("DELETE FROM node WHERE cluster_id = ? AND state = 'deleted'")
            .bind(0, cluster.value())
            .execute();
    return deleted + left;
  }

  /**
   * A clean-up of a machine of this node is over: the node's row is needed no more if it was left
   * behind and no other clean-up of it is open.
   */
  public void forgetLeft(Handle tx, ClusterId cluster, int number) {
    if (!awaited(tx, cluster, List.of(number)).isEmpty()) {
      return;
    }
    tx.createUpdate(
            """
            DELETE FROM node
            WHERE cluster_id = :cluster
              AND number = :number
              AND state = 'left'
            """)
        .bind("cluster", cluster.value())
        .bind("number", number)
        .execute();
  }

  private static List<Integer> deleted(Handle tx, ClusterId cluster) {
    return tx.createQuery("SELECT number FROM node WHERE cluster_id = ? AND state = 'deleted'")
        .bind(0, cluster.value())
        .mapTo(Integer.class)
        .list();
  }

  /** Those of {@code numbers} that have an open clean-up of any of their machines. */
  private static List<Integer> awaited(Handle tx, ClusterId cluster, List<Integer> numbers) {
    if (numbers.isEmpty()) {
      return List.of();
    }
    return tx.createQuery(
            """
            SELECT STRAIGHT_JOIN DISTINCT t.node_number
            FROM job j FORCE INDEX (PRIMARY)
            JOIN task t FORCE INDEX (task_node) ON t.cluster_id = j.cluster_id
              AND t.job_number = j.number
            WHERE j.cluster_id = :cluster
              AND t.node_number IN (<numbers>)
              AND t.detached
              AND t.state IN ('not_submitted', 'in_progress', 'failed')
            """)
        .bind("cluster", cluster.value())
        .bindList("numbers", numbers)
        .mapTo(Integer.class)
        .list();
  }

  /** No task of the cluster is queued or in progress any more. */
  public void free(Handle tx, ClusterId cluster) {
    tx.createUpdate(
            """
            UPDATE node
            SET current_task = NULL
            WHERE cluster_id = ?
              AND current_task IS NOT NULL
            """)
        .bind(0, cluster.value())
        .execute();
  }

  /** The machines of a cluster in order of number; those that it left behind are not its own. */
  public List<NodeRow> list(Handle tx, ClusterId cluster) {
    return tx.createQuery(
            "SELECT "
                + COLUMNS
                + """
                 FROM node
                WHERE cluster_id = ?
                  AND state <> 'left'
                ORDER BY number
                """)
        .bind(0, cluster.value())
        .map((row, context) -> node(row))
        .list();
  }

  public List<NodeRow> find(Handle tx, Collection<NodeKey> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    String any =
        String.join(" OR ", Collections.nCopies(keys.size(), "(cluster_id = ? AND number = ?)"));
    Query query =
        tx.createQuery("SELECT " + COLUMNS + " FROM node FORCE INDEX (PRIMARY) WHERE " + any);
    int position = 0;
    for (NodeKey key : keys) {
      query.bind(position++, key.cluster().value());
      query.bind(position++, key.number());
    }
    return query.map((row, context) -> node(row)).list();
  }

  private static NodeRow node(ResultSet row) throws SQLException {
    String services = row.getString("services");
    return new NodeRow(
        new ClusterId(row.getLong("cluster_id")),
        row.getInt("number"),
        row.getString("hostname"),
        services.isEmpty() ? List.of() : List.of(services.split(" ")),
        map(row.getString("service_states"), STATE_MAP),
        row.getString("hardwaretype"),
        row.getString("imagetype"),
        row.getInt("generation"),
        row.getString("state"),
        row.getString("datacenter"),
        map(row.getString("addresses"), TEXT_MAP),
        map(row.getString("properties"), TEXT_MAP),
        row.getInt("current_task"));
  }

  private static <T> Map<String, T> map(String json, TypeReference<Map<String, T>> type)
      throws SQLException {
    if (json.length() <= 2) {
      return Map.of();
    }
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new SQLException("A node's column holds no map", e);
    }
  }
}
