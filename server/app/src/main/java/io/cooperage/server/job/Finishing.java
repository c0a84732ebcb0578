package io.cooperage.server.job;

import io.cooperage.api.JobId;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskResult;
import io.cooperage.api.TaskState;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.cluster.Nodes.NodeKey;
import io.cooperage.server.cluster.ServiceStates;
import io.cooperage.server.job.OutputDao.Output;
import io.cooperage.server.job.OutputDao.Tail;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Takes in the results of tasks, many in one transaction. A result counts once, and only under the
 * token of the task's present hand-out; asking again with the same result is harmless. Thread-safe.
 */
public final class Finishing {
  private static final int LONGEST_MESSAGE = 2000;

  private final Transactions transactions;
  private final RetryPolicy retry;
  private final Clusters clusters;
  private final Nodes nodes;
  private final Discretion discretion;
  private final CleanUps cleanUps;

  /** What a batch did: a verdict for each result, and who has something new to take. */
  public record Outcome(List<Verdict> verdicts, Set<String> released) {}

  Finishing(
      Transactions transactions,
      RetryPolicy retry,
      Clusters clusters,
      Nodes nodes,
      Discretion discretion,
      CleanUps cleanUps) {
    this.transactions = transactions;
    this.retry = retry;
    this.clusters = clusters;
    this.nodes = nodes;
    this.discretion = discretion;
    this.cleanUps = cleanUps;
  }

  /** One transaction for all of them. */
  public Outcome finish(List<Finish> finishes) {
    return transactions.run("task.finish", tx -> finish(tx, finishes));
  }

  private Outcome finish(Handle tx, List<Finish> finishes) {
    List<JobId> jobs = finishes.stream().map(finish -> finish.task().job()).sorted(ORDER).toList();
    JobBatch batch = new JobBatch(tx, jobs, retry, clusters, nodes);
    Map<TaskId, TaskRow> rows = new LinkedHashMap<>();
    Set<TaskId> ids = new HashSet<>(finishes.stream().map(Finish::task).toList());
    TaskDao.find(tx, ids).forEach(row -> rows.put(row.id(), row));
    batch.load(
        rows.values().stream()
            .filter(row -> row.node() != 0)
            .map(row -> new NodeKey(row.id().job().cluster(), row.node()))
            .toList());
    List<Verdict> verdicts = new ArrayList<>();
    List<Output> outputs = new ArrayList<>();
    Map<TaskId, TaskDraft> detached = new HashMap<>();
    Set<TaskId> accepted = new HashSet<>();
    for (Finish finish : finishes) {
      TaskRow row = rows.get(finish.task());
      Verdict verdict = judge(row, finish.result().token(), accepted);
      verdicts.add(verdict);
      if (verdict == Verdict.UNKNOWN) {
        continue;
      }
      TaskResult result = discreet(tx, batch, row, finish.result(), verdict);
      keep(row, result, verdict).ifPresent(outputs::add);
      if (verdict == Verdict.ACCEPTED && row.detached()) {
        detached.put(row.id(), cleanUps.finish(tx, row, result.success(), cut(result.message())));
      } else if (verdict == Verdict.ACCEPTED) {
        apply(tx, batch, row, result);
      }
    }
    OutputDao.keep(tx, outputs);
    cleanUps.store(tx, detached.values());
    return new Outcome(verdicts, batch.store());
  }

  private TaskResult discreet(
      Handle tx, JobBatch batch, TaskRow row, TaskResult result, Verdict verdict) {
    boolean counts = verdict == Verdict.ACCEPTED && !row.detached();
    boolean late = verdict == Verdict.STALE || row.detached();
    JobId job = row.id().job();
    return discretion.of(
        tx, batch.job(job), batch.node(job.cluster(), row.node()), result, counts, late);
  }

  private static final Comparator<JobId> ORDER =
      Comparator.comparingLong((JobId job) -> job.cluster().value())
          .thenComparingInt(JobId::number);

  private static Verdict judge(TaskRow row, String token, Set<TaskId> accepted) {
    if (row == null) {
      return Verdict.UNKNOWN;
    }
    if (row.token().filter(token::equals).isEmpty()) {
      return Verdict.STALE;
    }
    boolean first = row.state() == TaskState.IN_PROGRESS && accepted.add(row.id());
    return first ? Verdict.ACCEPTED : Verdict.REPEATED;
  }

  private void apply(Handle tx, JobBatch batch, TaskRow row, TaskResult result) {
    Progress progress = batch.progress(row.id().job()).orElseThrow();
    progress.addTasks(List.of(row));
    batch
        .node(row.id().job().cluster(), row.node())
        .ifPresent(
            node -> {
              progress.addNode(row.node(), node.currentTask());
              batch.change(Machines.after(node, row, result));
            });
    String message = cut(result.message());
    if (result.success()) {
      progress.complete(row.id().number(), message);
    } else {
      progress.fail(row.id().number(), message, createOf(tx, row));
    }
  }

  static Optional<TaskRow> createOf(Handle tx, TaskRow row) {
    if (row.action().filter(TaskAction.CONFIRM::equals).isEmpty()) {
      return Optional.empty();
    }
    return TaskDao.findOnNodes(tx, row.id().job(), List.of(row.node())).stream()
        .filter(task -> task.action().filter(TaskAction.CREATE::equals).isPresent())
        .findFirst();
  }

  private static Optional<Output> keep(TaskRow row, TaskResult result, Verdict verdict) {
    Tail out = Tail.of(result.stdout(), result.stdoutDropped());
    Tail err = Tail.of(result.stderr(), result.stderrDropped());
    boolean evidence = verdict == Verdict.STALE;
    boolean wanted = evidence || (verdict == Verdict.ACCEPTED && !(out.isEmpty() && err.isEmpty()));
    if (!wanted) {
      return Optional.empty();
    }
    int attempt = evidence ? attemptOf(result.token()) : row.attempt();
    return Optional.of(new Output(row.id(), attempt, !evidence, cut(result.worker()), out, err));
  }

  /** The attempt in a token like {@code 4.2}; 0 if it is no token of ours. */
  private static int attemptOf(String token) {
    try {
      return Integer.parseInt(token.substring(token.lastIndexOf('.') + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static String cut(String text) {
    String all = text == null ? "" : text;
    return all.length() > LONGEST_MESSAGE ? all.substring(0, LONGEST_MESSAGE) : all;
  }

  /** What a result says about the node's machine. */
  private static final class Machines {
    static NodeRow after(NodeRow node, TaskRow row, TaskResult result) {
      TaskAction action = row.action().orElseThrow();
      if (!result.success()) {
        return told(node, action, result);
      }
      NodeRow next =
          node.withServiceStates(ServiceStates.after(node.serviceStates(), action, row.service()));
      return action == TaskAction.DELETE
          ? next.withMachine("deleted", "", Map.of(), node.plainProperties())
          : told(next, action, result);
    }

    private static NodeRow told(NodeRow node, TaskAction action, TaskResult result) {
      boolean fresh = action == TaskAction.CREATE && result.success();
      Map<String, String> addresses =
          merge(fresh ? Map.of() : node.addresses(), result.addresses());
      Map<String, String> properties =
          merge(fresh ? Map.of() : node.properties(), result.properties());
      return node.withMachine(
          result.success() ? stateAfter(action, node.state()) : node.state(),
          result.datacenter().orElse(node.datacenter()),
          addresses,
          properties);
    }

    private static String stateAfter(TaskAction action, String state) {
      return switch (action) {
        case CREATE -> "created";
        case CONFIRM -> "running";
        case DELETE -> "deleted";
        case BOOTSTRAP, INSTALL, CONFIGURE, INITIALIZE, START, STOP, REMOVE -> state;
      };
    }

    private static Map<String, String> merge(Map<String, String> old, Map<String, String> more) {
      Map<String, String> merged = new LinkedHashMap<>(old);
      if (more != null) {
        merged.putAll(more);
      }
      return merged;
    }
  }
}
