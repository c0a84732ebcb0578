package io.cooperage.api;

import java.util.List;
import java.util.Optional;

/**
 * Asks for more or fewer machines. Exactly one of {@code numMachines}, {@code layouts} and {@code
 * nodes} says what.
 *
 * @param numMachines how many machines the cluster is to have; the system decides what new ones
 *     carry, and which leave, from the last
 * @param layouts what new machines are to carry, and how many of each
 * @param nodes the numbers of the machines that are to leave
 * @param force with true, machines that leave are deleted without stopping and removing services
 */
public record ScaleRequest(
    Optional<Integer> numMachines,
    Optional<List<AddedLayout>> layouts,
    Optional<List<Integer>> nodes,
    Optional<Boolean> force) {

  /**
   * New machines alike.
   *
   * @param hardwaretype absent = the first that suits the services
   * @param imagetype likewise
   */
  public record AddedLayout(
      int count,
      List<String> services,
      Optional<String> hardwaretype,
      Optional<String> imagetype) {}
}
