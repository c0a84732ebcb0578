package io.cooperage.server.job;

import io.cooperage.api.TaskResult;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.ClusterSecrets;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.secret.Masks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Keeps secrets out of what workers say, before anything of it is stored: those that they were told
 * are masked, those that they found out are sealed. Where no worker was told any, it asks the
 * database nothing. Thread-safe.
 */
final class Discretion {
  private static final String WITHHELD =
      "What the worker said is withheld: it was told secrets that are gone since.";

  private final Clusters clusters;
  private final ClusterSecrets secrets;

  Discretion(Clusters clusters, ClusterSecrets secrets) {
    this.clusters = clusters;
    this.secrets = secrets;
  }

  /**
   * @param node the machine that the task works on
   * @param counts whether the result is stored with the machine
   * @param late whether what the worker was told may have been replaced since: another hand-out
   *     came after the one that it is of, or its task outlives its job
   */
  TaskResult of(
      Handle tx,
      JobRow job,
      Optional<NodeRow> node,
      TaskResult result,
      boolean counts,
      boolean late) {
    boolean told =
        job.secrets() || node.filter(one -> !one.sealedProperties().isEmpty()).isPresent();
    if (!told && result.credentials().isEmpty()) {
      return result;
    }
    ClusterRow cluster = clusters.find(tx, job.id().cluster()).orElseThrow();
    if (late && cluster.latestJob() != job.id().number()) {
      return withheld(result);
    }
    Optional<Masks> masks =
        secrets.masks(tx, clusters.spec(tx, cluster), node, result.credentials().values(), told);
    return masks
        .map(known -> masked(tx, node.filter(one -> counts), result, known))
        .orElseGet(() -> withheld(result));
  }

  private TaskResult masked(Handle tx, Optional<NodeRow> node, TaskResult result, Masks masks) {
    Map<String, String> credentials = new LinkedHashMap<>(result.credentials());
    Map<String, String> properties = new LinkedHashMap<>();
    orEmpty(result.properties())
        .forEach((name, value) -> (masks.hits(value) ? credentials : properties).put(name, value));
    node.ifPresent(machine -> properties.putAll(secrets.sealCredentials(tx, machine, credentials)));
    Map<String, String> addresses = new LinkedHashMap<>(orEmpty(result.addresses()));
    addresses.replaceAll((kind, value) -> masks.mask(value));
    return with(
        result,
        masks.mask(result.message()),
        addresses,
        properties,
        new Output(masks.maskTail(result.stdout()), result.stdoutDropped()),
        new Output(masks.maskTail(result.stderr()), result.stderrDropped()));
  }

  /** Nobody knows any more what in it would be secret: a later job may have had other values. */
  private static TaskResult withheld(TaskResult result) {
    return with(
        result,
        WITHHELD,
        orEmpty(result.addresses()),
        Map.of(),
        new Output("", result.stdoutDropped() + length(result.stdout())),
        new Output("", result.stderrDropped() + length(result.stderr())));
  }

  private record Output(String text, long dropped) {}

  private static TaskResult with(
      TaskResult result,
      String message,
      Map<String, String> addresses,
      Map<String, String> properties,
      Output stdout,
      Output stderr) {
    return new TaskResult(
        result.worker(),
        result.token(),
        result.success(),
        message,
        addresses,
        properties,
        result.datacenter(),
        stdout.text(),
        stdout.dropped(),
        stderr.text(),
        stderr.dropped());
  }

  private static Map<String, String> orEmpty(Map<String, String> map) {
    return map == null ? Map.of() : map;
  }

  private static long length(String text) {
    return text == null ? 0 : text.length();
  }
}
