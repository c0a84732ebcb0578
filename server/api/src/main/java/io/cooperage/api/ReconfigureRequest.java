package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Asks for another configuration of a cluster, and to finish what a failed operation has left.
 *
 * @param config takes the place of the cluster's configuration as {@code GET} shows it; absent =
 *     the configuration stays
 * @param merge with true, {@code config} is merged over the present configuration instead
 * @param restart with true, services are stopped before and started after; those that were stopped
 *     on request stay stopped
 * @param dropUnfinished of an inconsistent cluster: with true, machines that a failed operation did
 *     not finish are deleted, and services that it did not set up are removed, instead of finished
 */
public record ReconfigureRequest(
    Optional<JsonNode> config,
    Optional<Boolean> merge,
    Optional<Boolean> restart,
    Optional<Boolean> dropUnfinished) {
  public ReconfigureRequest {
    // JSON null means absent, here as for every other optional value.
    config = config.filter(value -> !value.isNull());
  }
}
