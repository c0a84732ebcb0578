package io.cooperage.server.cluster;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.JobId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The SQL of clusters. */
final class ClusterDao {
  private static final String COLUMNS =
      """
      id, tenant, name, description, owner, state, version, template, num_machines, spec_version,
      latest_job, active_job, message, created_at, expires_at, last_node
      """;

  /** What is stored of a new cluster beside what its first job decides. */
  record NewCluster(
      ClusterId id,
      String tenant,
      String name,
      String description,
      String owner,
      String template,
      int machines,
      String spec,
      long leaseMillis) {}

  /** Which clusters a list shows; empty = all. */
  record Filter(
      Optional<String> tenant,
      Optional<String> owner,
      Optional<ClusterState> state,
      Optional<String> name,
      long after,
      int limit) {}

  private ClusterDao() {}

  static void insert(Handle tx, NewCluster cluster) {
    tx.createUpdate(
            """
            INSERT INTO cluster (id, tenant, name, description, owner, state, version, template,
              num_machines, spec, latest_job, active_job, created_at, expires_at)
            VALUES (:id, :tenant, :name, :description, :owner, 'pending', 1, :template,
              :machines, :spec, 1, 1, UTC_TIMESTAMP(3),
              UTC_TIMESTAMP(3) + INTERVAL NULLIF(:lease, 0) * 1000 MICROSECOND)
            """)
        .bind("id", cluster.id().value())
        .bind("tenant", cluster.tenant())
        .bind("name", cluster.name())
        .bind("description", cluster.description())
        .bind("owner", cluster.owner())
        .bind("template", cluster.template())
        .bind("machines", cluster.machines())
        .bind("spec", cluster.spec())
        .bind("lease", cluster.leaseMillis())
        .execute();
  }

  /** Another spec for a cluster that still has its first. */
  static boolean respecify(Handle tx, ClusterId id, String spec) {
    return tx.createUpdate(
                """
                UPDATE cluster FORCE INDEX (PRIMARY)
                SET spec = :spec,
                    spec_version = spec_version + 1,
                    version = version + 1
                WHERE id = :id
                  AND spec_version = 1
                """)
            .bind("spec", spec)
            .bind("id", id.value())
            .execute()
        == 1;
  }

  /** Those of {@code ids} that there are. */
  static List<ClusterRow> find(Handle handle, Collection<ClusterId> ids) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM cluster WHERE id IN (<ids>)")
        .bindList("ids", ids.stream().map(ClusterId::value).toList())
        .map((row, context) -> cluster(row))
        .list();
  }

  static Optional<ClusterRow> find(Handle handle, ClusterId id) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM cluster WHERE id = :id")
        .bind("id", id.value())
        .map((row, context) -> cluster(row))
        .findOne();
  }

  /** The same, held against other writers of this datacenter. */
  static Optional<ClusterRow> lock(Handle tx, ClusterId id) {
    return tx.createQuery("SELECT " + COLUMNS + " FROM cluster WHERE id = :id FOR UPDATE")
        .bind("id", id.value())
        .map((row, context) -> cluster(row))
        .findOne();
  }

  static Optional<String> findSpec(Handle handle, ClusterId id) {
    return handle
        .createQuery("SELECT spec FROM cluster WHERE id = :id")
        .bind("id", id.value())
        .mapTo(String.class)
        .findOne();
  }

  /**
   * A page in the order of ids, along the index that leads to it. Which one that is, is said here:
   * each node has statistics of its own, and a page must not depend on them.
   */
  static List<ClusterRow> list(Handle handle, Filter filter) {
    Query query =
        handle.createQuery(
            "SELECT "
                + COLUMNS
                + " FROM cluster FORCE INDEX ("
                + index(filter)
                + ") WHERE id > :after"
                + filter.tenant().map(tenant -> " AND tenant = :tenant").orElse("")
                + filter.owner().map(owner -> " AND owner = :owner").orElse("")
                + filter.state().map(state -> " AND state = :state").orElse("")
                + filter.name().map(name -> " AND name = :name").orElse("")
                + " ORDER BY id LIMIT :limit");
    filter.tenant().ifPresent(tenant -> query.bind("tenant", tenant));
    filter.owner().ifPresent(owner -> query.bind("owner", owner));
    filter.state().ifPresent(state -> query.bind("state", state.wire()));
    filter.name().ifPresent(name -> query.bind("name", name));
    return query
        .bind("after", filter.after())
        .bind("limit", filter.limit())
        .map((row, context) -> cluster(row))
        .list();
  }

  private static String index(Filter filter) {
    if (filter.name().isPresent()) {
      return "cluster_name";
    } else if (filter.owner().isPresent()) {
      return "cluster_owner";
    } else if (filter.state().isPresent()) {
      return filter.tenant().isPresent() ? "cluster_tenant_state" : "cluster_state";
    }
    return filter.tenant().isPresent() ? "cluster_tenant" : "PRIMARY";
  }

  static boolean isExpired(Handle tx, ClusterId id) {
    return tx.createQuery(
            """
            SELECT COALESCE(expires_at < UTC_TIMESTAMP(3), FALSE)
            FROM cluster
            WHERE id = :id
            """)
        .bind("id", id.value())
        .mapTo(Boolean.class)
        .one();
  }

  static List<ClusterId> listExpired(Handle handle, int limit) {
    return handle
        .createQuery(
            """
            SELECT id
            FROM cluster
            WHERE expires_at < UTC_TIMESTAMP(3)
              AND state IN ('active', 'incomplete', 'inconsistent')
            ORDER BY expires_at
            LIMIT :limit
            """)
        .bind("limit", limit)
        .map((row, context) -> new ClusterId(row.getLong(1)))
        .list();
  }

  /**
   * Puts a new job on a cluster that is as it was seen.
   *
   * @param expires whether it is its lease that begins the job; a lease is over only once
   */
  static int begin(Handle tx, ClusterRow seen, int job, boolean expires) {
    return tx.createUpdate(
            """
            UPDATE cluster FORCE INDEX (PRIMARY)
            SET state = 'pending',
                version = version + 1,
                latest_job = :job,
                active_job = :job,
                expires_at = IF(:expires, NULL, expires_at),
                message = ''
            WHERE id = :id
              AND version = :version
            """)
        .bind("id", seen.id().value())
        .bind("version", seen.version())
        .bind("job", job)
        .bind("expires", expires)
        .execute();
  }

  /** Makes the last job active again, if it is the last and none is active. */
  static int again(Handle tx, JobId job) {
    return tx.createUpdate(
            """
            UPDATE cluster FORCE INDEX (PRIMARY)
            SET state = 'pending',
                version = version + 1,
                active_job = :job,
                message = ''
            WHERE id = :id
              AND latest_job = :job
              AND active_job IS NULL
              AND state IN ('incomplete', 'inconsistent')
            """)
        .bind("id", job.cluster().value())
        .bind("job", job.number())
        .execute();
  }

  /** What becomes of a cluster when an operation begins. */
  record Change(ClusterRow seen, int job, String spec, int machines, int lastNode) {}

  /** Puts a new job on a cluster that is as it was seen, with what it is to be. */
  static int change(Handle tx, Change change) {
    return tx.createUpdate(
            """
            UPDATE cluster FORCE INDEX (PRIMARY)
            SET state = 'pending',
                version = version + 1,
                latest_job = :job,
                active_job = :job,
                spec = :spec,
                spec_version = spec_version + 1,
                num_machines = :machines,
                last_node = :lastNode,
                message = ''
            WHERE id = :id
              AND version = :version
            """)
        .bind("id", change.seen().id().value())
        .bind("version", change.seen().version())
        .bind("job", change.job())
        .bind("spec", change.spec())
        .bind("machines", change.machines())
        .bind("lastNode", change.lastNode())
        .execute();
  }

  /** What has become of a cluster whose operation is over. */
  static void settle(Handle tx, ClusterId id, String spec, int machines) {
    tx.createUpdate(
            """
            UPDATE cluster FORCE INDEX (PRIMARY)
            SET spec = :spec,
                spec_version = spec_version + 1,
                num_machines = :machines
            WHERE id = :id
            """)
        .bind("id", id.value())
        .bind("spec", spec)
        .bind("machines", machines)
        .execute();
  }

  /** Another end of the lease, of a cluster that is as it was seen. */
  static int extend(Handle tx, ClusterRow seen, Instant end) {
    return tx.createUpdate(
            """
            UPDATE cluster FORCE INDEX (PRIMARY)
            SET version = version + 1,
                expires_at = :end
            WHERE id = :id
              AND version = :version
            """)
        .bind("id", seen.id().value())
        .bind("version", seen.version())
        .bind("end", LocalDateTime.ofInstant(end, ZoneOffset.UTC))
        .execute();
  }

  /** Ends the active job. A terminated cluster does not expire any more. */
  static int end(Handle tx, ClusterId id, int job, ClusterState state, String message) {
    return tx.createUpdate(
            """
            UPDATE cluster FORCE INDEX (PRIMARY)
            SET state = :state,
                version = version + 1,
                active_job = NULL,
                expires_at = IF(:state = 'terminated', NULL, expires_at),
                usage_due = IF(:state = 'terminated', UTC_TIMESTAMP(3), NULL),
                message = :message
            WHERE id = :id
              AND active_job = :job
            """)
        .bind("id", id.value())
        .bind("job", job)
        .bind("state", state.wire())
        .bind("message", message)
        .execute();
  }

  private static ClusterRow cluster(ResultSet row) throws SQLException {
    return new ClusterRow(
        new ClusterId(row.getLong("id")),
        row.getString("tenant"),
        row.getString("name"),
        row.getString("description"),
        row.getString("owner"),
        ClusterState.parse(row.getString("state")),
        row.getLong("version"),
        row.getString("template"),
        row.getInt("num_machines"),
        row.getInt("last_node"),
        row.getInt("spec_version"),
        row.getInt("latest_job"),
        row.getInt("active_job"),
        row.getString("message"),
        instant(row, "created_at").orElseThrow(),
        instant(row, "expires_at"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    LocalDateTime utc = row.getObject(column, LocalDateTime.class);
    return Optional.ofNullable(utc).map(time -> time.toInstant(ZoneOffset.UTC));
  }
}
