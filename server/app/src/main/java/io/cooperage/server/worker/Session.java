package io.cooperage.server.worker;

import io.cooperage.api.TaskRef;
import io.cooperage.api.WorkerRegistration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A registered worker with what it said it has in hand. Kept as JSON in ZooKeeper. */
record Session(WorkerRegistration registration, List<TaskRef> running) {

  /** The plugins as tasks name them: {@code provider/pool}, {@code automator/shell}. */
  Set<String> plugins() {
    Set<String> plugins = new HashSet<>();
    registration.providerTypes().forEach(type -> plugins.add("provider/" + type));
    registration.automatorTypes().forEach(type -> plugins.add("automator/" + type));
    return plugins;
  }

  Session with(List<TaskRef> tasks) {
    return new Session(registration, List.copyOf(tasks));
  }
}
