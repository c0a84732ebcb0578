package io.cooperage.server.cluster;

import io.cooperage.api.ClusterOperation;
import java.util.Set;

/**
 * What a job is to do with its cluster, whose spec and nodes say how it is to be.
 *
 * @param services those meant; empty = all
 * @param nodes the numbers of those meant; empty = all
 * @param wasRunning services may run, so that they are stopped before their machines are deleted
 * @param repairs the cluster is inconsistent: what was begun and not finished is to be finished
 */
public record JobOrder(
    ClusterOperation operation,
    Set<String> services,
    Set<Integer> nodes,
    boolean wasRunning,
    boolean repairs) {

  /** An operation on the whole cluster. */
  static JobOrder of(ClusterOperation operation, boolean wasRunning) {
    return new JobOrder(operation, Set.of(), Set.of(), wasRunning, false);
  }
}
