package io.cooperage.drill.workload;

import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.CheckResult;
import io.cooperage.drill.check.ClientOperation;
import java.util.List;

/** What clients do, over and over, and how their history is judged. Thread-safe. */
public interface Workload {

  /** For files and reports. */
  String name();

  /** Makes what the others need; once, by one client, before they begin. */
  void prepare(WorkloadClient client);

  /** One thing or two, one after the other, as chance has it. */
  void step(WorkloadClient client);

  /** Reads everything, when all others are done; in each datacenter by a client of its own. */
  void readAll(WorkloadClient client);

  /** The history as the checkers want it. */
  default List<ClientOperation<Action>> resolve(List<ClientOperation<Action>> history) {
    return history;
  }

  /**
   * What was wrong.
   *
   * @param history resolved
   */
  CheckResult check(List<ClientOperation<Action>> history);
}
