package io.cooperage.drill.history;

import io.cooperage.drill.history.LedgerEvent.Attempted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One key, one effect: a create makes one cluster (names are unique in a drill), however often it
 * was sent and wherever; a cluster has one create job and at most one delete job; all answers to
 * one key name the same thing.
 */
public final class DoubledEffects {

  private DoubledEffects() {}

  public static List<Anomaly> check(List<Operation> operations, List<FinalView> views) {
    List<Anomaly> anomalies = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (FinalView view : views) {
      view.byName()
          .forEach(
              (name, clusters) -> {
                Set<String> ids = new TreeSet<>();
                clusters.forEach(cluster -> ids.add(cluster.id()));
                if (ids.size() > 1 && seen.add(name)) {
                  anomalies.add(doubled("cluster " + name, "exists as " + ids));
                }
              });
      view.clusters().forEach(cluster -> jobs(cluster, seen, anomalies));
    }
    operations.forEach(operation -> answers(operation, anomalies));
    return anomalies;
  }

  private static void jobs(ObservedCluster cluster, Set<String> seen, List<Anomaly> anomalies) {
    cluster
        .jobs()
        .forEach(
            (job, times) -> {
              if (times > 1 && seen.add(cluster.id() + " " + job)) {
                anomalies.add(
                    doubled("cluster " + cluster.id(), "has " + times + " jobs of kind " + job));
              }
            });
  }

  private static void answers(Operation operation, List<Anomaly> anomalies) {
    Set<String> effects = new TreeSet<>();
    operation.attempts().stream()
        .filter(attempt -> attempt.verdict() == Verdict.OK && operation.kind().write())
        .map(DoubledEffects::effect)
        .flatMap(Optional::stream)
        .forEach(effects::add);
    if (effects.size() > 1) {
      anomalies.add(doubled("operation " + operation.id(), "answers name " + effects));
    }
  }

  private static Optional<String> effect(Attempted attempt) {
    return attempt.job().or(attempt::cluster);
  }

  private static Anomaly doubled(String subject, String detail) {
    return new Anomaly(Anomaly.Kind.DOUBLED_EFFECT, subject, detail);
  }
}
