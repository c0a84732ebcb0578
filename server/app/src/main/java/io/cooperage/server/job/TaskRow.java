package io.cooperage.server.job;

import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskId;
import io.cooperage.api.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A step of a job as stored.
 *
 * @param action empty = a gate, which runs nowhere
 * @param node 0 for a gate
 * @param plugin {@code provider/pool}, {@code automator/shell}; empty = runs nowhere
 * @param generation of the machine of a detached task; 0 = the node's present one
 * @param queue the datacenter whose workers may take it from {@code notBefore} on
 * @param attempt counts its hand-outs; of these, {@code forgiven} count no more
 * @param skipped it counts as complete because somebody said so, not because it was done
 */
record TaskRow(
    TaskId id,
    Optional<TaskAction> action,
    int node,
    String service,
    String plugin,
    int generation,
    int stage,
    List<Integer> successors,
    int predecessors,
    int waitingOn,
    TaskState state,
    Optional<String> queue,
    Optional<Instant> notBefore,
    int attempt,
    int forgiven,
    int failures,
    boolean recreate,
    boolean skipped,
    boolean detached,
    Optional<String> token,
    String worker,
    String workerDatacenter,
    String message,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt) {

  /** A task that has never been out. */
  static TaskRow planned(
      TaskId id,
      Optional<TaskAction> action,
      int node,
      String service,
      String plugin,
      int stage,
      List<Integer> successors,
      int predecessors) {
    return new TaskRow(
        id,
        action,
        node,
        service,
        plugin,
        0,
        stage,
        successors,
        predecessors,
        predecessors,
        TaskState.NOT_SUBMITTED,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        0,
        false,
        false,
        false,
        Optional.empty(),
        "",
        "",
        "",
        Optional.empty(),
        Optional.empty());
  }

  /** The same plan with other edges. */
  TaskRow withEdges(List<Integer> newSuccessors, int newPredecessors) {
    return planned(id, action, node, service, plugin, stage, newSuccessors, newPredecessors);
  }

  /** Queued in {@code datacenter} for an earlier machine of its node, apart from the plan. */
  TaskRow detachedIn(String datacenter, int ofGeneration) {
    return new TaskRow(
        id,
        action,
        node,
        service,
        plugin,
        ofGeneration,
        stage,
        successors,
        predecessors,
        waitingOn,
        state,
        Optional.of(datacenter),
        notBefore,
        attempt,
        forgiven,
        failures,
        recreate,
        skipped,
        true,
        token,
        worker,
        workerDatacenter,
        message,
        startedAt,
        endedAt);
  }

  TaskRow with(TaskState newState, int newWaitingOn, Optional<String> newQueue, String newMessage) {
    return new TaskRow(
        id,
        action,
        node,
        service,
        plugin,
        generation,
        stage,
        successors,
        predecessors,
        newWaitingOn,
        newState,
        newQueue,
        notBefore,
        attempt,
        forgiven,
        failures,
        recreate,
        skipped,
        detached,
        token,
        worker,
        workerDatacenter,
        newMessage,
        startedAt,
        endedAt);
  }

  /** Nobody has to run it: it is complete as soon as its predecessors are. */
  boolean isAutomatic() {
    return plugin.isEmpty();
  }

  /** The hand-outs that count. */
  int tries() {
    return attempt - forgiven;
  }

  /** Its node waits for it, but its job is paused. */
  boolean isHeld() {
    return state == TaskState.NOT_SUBMITTED && queue.isEmpty() && notBefore.isPresent();
  }

  /** Whether it counts in the job's progress. */
  boolean isCounted() {
    return action.isPresent() && !detached;
  }

  boolean isHeldUnder(String someToken) {
    return state == TaskState.IN_PROGRESS && token.filter(someToken::equals).isPresent();
  }

  /** For people: {@code CONFIGURE of web on node 1001}. */
  String describe() {
    String what = action.map(Enum::name).orElse("gate");
    return what + (service.isEmpty() ? "" : " of " + service) + " on node " + node;
  }
}
