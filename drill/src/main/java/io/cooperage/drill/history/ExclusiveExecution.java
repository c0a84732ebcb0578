package io.cooperage.drill.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * No task runs under two owners. Broken if
 *
 * <ol>
 *   <li>two executions of one task overlap in time, be it under one token and by one worker;
 *   <li>two executions on one machine overlap in time;
 *   <li>a result is accepted although a later execution of the same task had begun.
 * </ol>
 *
 * Times are those of the workers' journals, which in the lab share one clock.
 */
public final class ExclusiveExecution {

  private ExclusiveExecution() {}

  /**
   * All executions that were not exclusive.
   *
   * @param deaths datacenter to when its processes were killed; what its workers ran ended then
   */
  public static List<Anomaly> check(List<Execution> journal, Map<String, List<Instant>> deaths) {
    List<Execution> executions =
        journal.stream().map(execution -> endedByDeath(execution, deaths)).toList();
    List<Anomaly> anomalies = new ArrayList<>();
    overlaps(executions, Execution::task, "task ", anomalies);
    overlaps(executions, Execution::machine, "machine ", anomalies);
    lateResults(executions, anomalies);
    return anomalies;
  }

  private static Execution endedByDeath(Execution execution, Map<String, List<Instant>> deaths) {
    return deaths.getOrDefault(execution.datacenter(), List.of()).stream()
        .filter(death -> !death.isBefore(execution.started()))
        .min(Comparator.naturalOrder())
        .map(execution::endedBy)
        .orElse(execution);
  }

  private static void overlaps(
      List<Execution> executions,
      Function<Execution, String> subject,
      String what,
      List<Anomaly> anomalies) {
    grouped(executions, subject)
        .forEach(
            (name, runs) -> {
              for (int i = 0; i < runs.size(); i++) {
                for (int j = i + 1; j < runs.size(); j++) {
                  if (runs.get(i).overlaps(runs.get(j))) {
                    anomalies.add(twoOwners(what + name, "overlap", runs.get(i), runs.get(j)));
                  }
                }
              }
            });
  }

  private static void lateResults(List<Execution> executions, List<Anomaly> anomalies) {
    grouped(executions, Execution::task)
        .forEach(
            (task, runs) -> {
              for (int i = 0; i < runs.size(); i++) {
                for (int j = i + 1; j < runs.size(); j++) {
                  Execution early = runs.get(i);
                  Execution late = runs.get(j);
                  if (early.accepted()
                      && early.settled().filter(late.started()::isBefore).isPresent()) {
                    anomalies.add(twoOwners("task " + task, "late result accepted", early, late));
                  }
                }
              }
            });
  }

  private static Map<String, List<Execution>> grouped(
      List<Execution> executions, Function<Execution, String> subject) {
    Map<String, List<Execution>> groups = new TreeMap<>();
    executions.stream()
        .sorted(Comparator.comparing(Execution::started))
        .forEach(
            execution ->
                groups
                    .computeIfAbsent(subject.apply(execution), key -> new ArrayList<>())
                    .add(execution));
    return groups;
  }

  private static Anomaly twoOwners(String subject, String how, Execution a, Execution b) {
    return new Anomaly(
        Anomaly.Kind.TWO_OWNERS,
        subject,
        "%s: %s by %s (%s to %s) and %s by %s (from %s)"
            .formatted(
                how,
                a.token(),
                a.worker(),
                a.started(),
                a.ended().map(Instant::toString).orElse("?"),
                b.token(),
                b.worker(),
                b.started()));
  }
}
