package io.cooperage.server.job;

import io.cooperage.api.Assignment;
import io.cooperage.api.TaskResult;
import io.cooperage.api.WorkerLabels;
import io.cooperage.server.testing.ServerCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/** The workers of a test, and the journal of what they have run. */
final class Staff {
  private final ServerCluster servers;
  private final List<LoopWorker> workers = new ArrayList<>();
  private final Queue<LoopWorker.Ran> journal = LoopWorker.journal();

  Staff(ServerCluster servers) {
    this.servers = servers;
  }

  LoopWorker hire(int datacenter, Function<Assignment, TaskResult> plugin) {
    return hire(datacenter, "w" + datacenter, plugin);
  }

  LoopWorker hire(int datacenter, String name, Function<Assignment, TaskResult> plugin) {
    return hire(datacenter, name, WorkerLabels.NONE, plugin);
  }

  LoopWorker hire(
      int datacenter, String name, WorkerLabels labels, Function<Assignment, TaskResult> plugin) {
    LoopWorker worker =
        LoopWorker.start(
            servers.url(datacenter), servers.superadminToken(), name, labels, journal, plugin);
    workers.add(worker);
    return worker;
  }

  Queue<LoopWorker.Ran> journal() {
    return journal;
  }

  void dismiss() {
    workers.forEach(LoopWorker::close);
  }
}
