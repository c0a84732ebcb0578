package io.cooperage.drill.workload;

import io.cooperage.client.ClientConfig;
import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.check.HistoryFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several workloads at once. Start it, stop it, then let it be judged. Used by one thread. */
public final class HistoryRun implements AutoCloseable {

  private final List<Workload> workloads;
  private final List<WorkloadRun> runs;

  /**
   * @param doors where each datacenter is, and who asks
   * @param seed of all dice
   */
  public HistoryRun(List<Workload> workloads, Map<String, ClientConfig> doors, long seed) {
    this.workloads = List.copyOf(workloads);
    this.runs = workloads.stream().map(workload -> new WorkloadRun(workload, doors, seed)).toList();
  }

  /** Prepares each workload, and starts so many clients of each in each datacenter. */
  public void start(int clientsPerDatacenter) {
    runs.forEach(run -> run.start(clientsPerDatacenter));
  }

  /** Ends all clients, when each has its answer, and reads everything in all datacenters. */
  public void stop() {
    runs.forEach(WorkloadRun::stop);
  }

  /** What was done so far, by the name of the workload and as its checker takes it. */
  public Map<String, List<ClientOperation<Action>>> histories() {
    Map<String, List<ClientOperation<Action>>> histories = new LinkedHashMap<>();
    for (int i = 0; i < runs.size(); i++) {
      histories.put(workloads.get(i).name(), runs.get(i).history());
    }
    return histories;
  }

  /**
   * Writes the histories, as {@code NAME.jsonl} and for other checkers as EDN, and judges them.
   *
   * @return in the order of the workloads
   */
  public List<JudgedHistory> judge(Path directory) {
    List<JudgedHistory> judged = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      JudgedHistory one = JudgedHistory.of(workloads.get(i), runs.get(i).history());
      HistoryFile.write(directory.resolve(one.workload() + ".jsonl"), one.history());
      HistoryFile.writeEdn(directory.resolve(one.workload()), one.history());
      judged.add(one);
    }
    return judged;
  }

  @Override
  public void close() {
    runs.forEach(WorkloadRun::close);
  }
}
