package io.cooperage.server.worker;

import io.cooperage.api.Heartbeat;
import io.cooperage.api.TaskRef;
import io.cooperage.api.WorkerLabels;
import io.cooperage.api.WorkerRegistration;
import io.cooperage.server.job.LostTasks.Held;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A registered worker with what it said it has in hand, and which of its polls is the newest. Kept
 * as JSON in ZooKeeper.
 */
record Session(WorkerRegistration registration, long poll, List<TaskRef> running) {

  /** Of a worker that only another server knows: it may have whatever was handed to it. */
  static Session unknown() {
    return new Session(
        new WorkerRegistration("", 0, List.of(), List.of(), WorkerLabels.NONE), 0, List.of());
  }

  /** The plugins as tasks name them: {@code provider/pool}, {@code automator/shell}. */
  Set<String> plugins() {
    Set<String> plugins = new HashSet<>();
    registration.providerTypes().forEach(type -> plugins.add("provider/" + type));
    registration.automatorTypes().forEach(type -> plugins.add("automator/" + type));
    return plugins;
  }

  /** False: the poll that it answered is over and brought it not, or the worker is done with it. */
  boolean mayHave(Held task) {
    return task.poll() >= poll || running.contains(new TaskRef(task.task(), task.token()));
  }

  Session after(Heartbeat heartbeat) {
    return new Session(registration, heartbeat.poll(), List.copyOf(heartbeat.running()));
  }
}
