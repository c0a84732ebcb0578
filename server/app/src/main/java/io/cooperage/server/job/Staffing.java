package io.cooperage.server.job;

import io.cooperage.api.JobId;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.server.web.Json;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Whether the workers of a datacenter could ever run a job's tasks: their plugins, their labels,
 * and how many tasks of its tenant may be in progress.
 *
 * @param workers those that are not draining
 * @param quota of the tenant; negative = unlimited
 * @param running tasks of the tenant in progress in all datacenters
 */
record Staffing(
    String datacenter,
    List<WorkerRegistration> workers,
    WorkerLabels labels,
    String tenant,
    int quota,
    int running) {

  static Staffing of(Handle handle, String datacenter, JobId job) {
    List<WorkerRegistration> workers = active(handle, datacenter);
    return handle
        .createQuery(
            """
            SELECT job.worker_labels, job.tenant, COALESCE(tenant.workers, -1), (
                SELECT COUNT(*)
                FROM task FORCE INDEX (task_running)
                WHERE task.state = 'in_progress'
                  AND task.tenant = job.tenant)
            FROM job
            LEFT JOIN tenant ON tenant.name = job.tenant
            WHERE job.cluster_id = :cluster
              AND job.number = :number
            """)
        .bind("cluster", job.cluster().value())
        .bind("number", job.number())
        .map(
            (row, context) ->
                new Staffing(
                    datacenter,
                    workers,
                    WorkerLabels.parse(row.getString(1)),
                    row.getString(2),
                    row.getInt(3),
                    row.getInt(4)))
        .one();
  }

  /** The workers of {@code datacenter} that are not draining. */
  static List<WorkerRegistration> active(Handle handle, String datacenter) {
    return handle
        .createQuery(
            """
            SELECT registration
            FROM worker
            WHERE datacenter = :datacenter
              AND state = 'active'
            """)
        .bind("datacenter", datacenter)
        .map((row, context) -> Json.read(row.getString(1), WorkerRegistration.class))
        .list();
  }

  /** How many could run a task of {@code plugin}. */
  long qualified(String plugin) {
    return workers.stream().filter(worker -> isQualified(worker, plugin, labels)).count();
  }

  static boolean isQualified(WorkerRegistration worker, String plugin, WorkerLabels labels) {
    String type = plugin.substring(plugin.indexOf('/') + 1);
    List<String> types =
        plugin.startsWith("provider/") ? worker.providerTypes() : worker.automatorTypes();
    return types.contains(type) && worker.labels().include(labels);
  }

  /** The tenant may have nothing more in progress. */
  boolean isUsedUp() {
    return quota >= 0 && running >= quota;
  }

  /** For people: what a queued task waits for. */
  String waitsFor(TaskRow task) {
    String last = task.message().isEmpty() ? "" : " (last: " + task.message() + ")";
    if (isUsedUp()) {
      return "other tasks of tenant %s to end: %d are in progress, its quota of workers is %d; for %s%s"
          .formatted(tenant, running, quota, task.describe(), last);
    }
    return "a worker of datacenter %s with plugin %s%s for %s%s%s"
        .formatted(
            datacenter,
            task.plugin(),
            labels.values().isEmpty() ? "" : " and labels " + labels,
            task.describe(),
            last,
            qualified(task.plugin()) > 0
                ? ""
                : "; none of its %d workers has them".formatted(workers.size()));
  }
}
