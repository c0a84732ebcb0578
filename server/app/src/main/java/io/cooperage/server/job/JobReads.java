package io.cooperage.server.job;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobId;
import io.cooperage.api.JobView;
import io.cooperage.api.Page;
import io.cooperage.api.PlanView;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskOutput;
import io.cooperage.api.TaskView;
import io.cooperage.api.WaitView;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.access.Caller;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.web.Paging;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Jobs, tasks and what they printed, for those who may see their cluster. Thread-safe. */
final class JobReads {
  private static final int WHOLE_PLAN = 1_000_000;

  private final Reads reads;
  private final Clusters clusters;
  private final Nodes nodes;
  private final Waits waits;

  JobReads(Reads reads, Clusters clusters, Nodes nodes, Waits waits) {
    this.reads = reads;
    this.clusters = clusters;
    this.nodes = nodes;
    this.waits = waits;
  }

  Page<JobView> list(
      Caller caller, Consistency consistency, ClusterId cluster, int after, int limit) {
    List<JobView> found =
        reads.run(
            "job.list",
            consistency,
            handle -> {
              visible(handle, caller, cluster, "cluster " + cluster);
              return JobDao.list(handle, cluster, after, limit + 1).stream()
                  .map(job -> view(handle, job))
                  .toList();
            });
    return Paging.page(found, limit, job -> String.valueOf(job.id().number()));
  }

  JobView job(Caller caller, Consistency consistency, JobId id) {
    return reads.run(
        "job.get", consistency, handle -> view(handle, visibleJob(handle, caller, id)));
  }

  Page<TaskView> tasks(Caller caller, Consistency consistency, JobId id, int after, int limit) {
    return reads.run(
        "job.tasks",
        consistency,
        handle -> {
          JobRow job = visibleJob(handle, caller, id);
          Waits.Supply supply = waits.supply(handle, job);
          Map<Integer, String> hostnames = hostnames(handle, id.cluster());
          List<TaskRow> rows = TaskDao.list(handle, id, after, limit + 1);
          List<TaskView> views = new ArrayList<>();
          rows.stream()
              .limit(limit)
              .forEach(
                  row -> view(row, hostnames, waits.of(job, row, supply)).ifPresent(views::add));
          Optional<String> next =
              rows.size() > limit
                  ? Optional.of(String.valueOf(rows.get(limit - 1).id().number()))
                  : Optional.empty();
          return new Page<>(views, next);
        });
  }

  PlanView plan(Caller caller, Consistency consistency, JobId id) {
    return reads.run(
        "job.plan.get",
        consistency,
        handle -> {
          visibleJob(handle, caller, id);
          return JobViews.plan(TaskDao.list(handle, id, 0, WHOLE_PLAN));
        });
  }

  TaskView task(Caller caller, Consistency consistency, TaskId id) {
    return reads.run("task.get", consistency, handle -> task(handle, caller, id));
  }

  TaskView task(Handle handle, Caller caller, TaskId id) {
    JobRow job = visibleJob(handle, caller, id.job());
    Map<Integer, String> hostnames = hostnames(handle, id.job().cluster());
    Waits.Supply supply = waits.supply(handle, job);
    return TaskDao.find(handle, List.of(id)).stream()
        .flatMap(row -> view(row, hostnames, waits.of(job, row, supply)).stream())
        .findFirst()
        .orElseThrow(() -> missing("task " + id));
  }

  TaskOutput output(Caller caller, Consistency consistency, TaskId id) {
    return reads.run(
        "task.output",
        consistency,
        handle -> {
          visibleJob(handle, caller, id.job());
          return OutputDao.findLast(handle, id)
              .orElseThrow(
                  () ->
                      new ProblemException(
                          ErrorCode.NOT_FOUND,
                          "There is no output of task " + id + ", or not yet."));
        });
  }

  JobRow visibleJob(Handle handle, Caller caller, JobId id) {
    visible(handle, caller, id.cluster(), "job " + id);
    return JobDao.find(handle, id).orElseThrow(() -> missing("job " + id));
  }

  private void visible(Handle handle, Caller caller, ClusterId id, String what) {
    Optional<ClusterRow> cluster = clusters.find(handle, id);
    if (cluster.filter(row -> caller.maySee(row.tenant(), row.owner())).isEmpty()) {
      throw missing(what);
    }
  }

  private Map<Integer, String> hostnames(Handle handle, ClusterId cluster) {
    Map<Integer, String> hostnames = new HashMap<>();
    for (NodeRow node : nodes.list(handle, cluster)) {
      hostnames.put(node.number(), node.hostname());
    }
    return hostnames;
  }

  private JobView view(Handle handle, JobRow job) {
    return JobViews.of(job, waits.of(handle, job));
  }

  private static Optional<TaskView> view(
      TaskRow row, Map<Integer, String> hostnames, Optional<WaitView> wait) {
    Optional<TaskAction> action = row.action();
    return action.map(is -> JobViews.of(row, is, hostnames.getOrDefault(row.node(), ""), wait));
  }

  private static ProblemException missing(String what) {
    return new ProblemException(ErrorCode.NOT_FOUND, "There is no " + what + ".");
  }
}
