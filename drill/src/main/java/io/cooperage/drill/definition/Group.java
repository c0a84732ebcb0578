package io.cooperage.drill.definition;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which datacenters' database nodes can form a group while some faults stand.
 *
 * @param gone do not answer: without power, killed, frozen, ended by themselves over a full disk,
 *     or by their watchdogs over one that hangs, or stopped as planned
 * @param hung are there, and hold everybody up
 * @param cut links over which nothing gets through, at least one way
 */
record Group(Set<String> datacenters, Set<String> gone, Set<String> hung, Set<Set<String>> cut) {

  /** With these faults. */
  static Group with(Set<String> datacenters, List<FaultSpec> standing) {
    Group group =
        new Group(new TreeSet<>(datacenters), new TreeSet<>(), new TreeSet<>(), new HashSet<>());
    standing.forEach(group::suffer);
    return group;
  }

  private void suffer(FaultSpec fault) {
    Set<String> targets = new TreeSet<>(fault.targets());
    switch (fault.kind()) {
      case POWER_LOSS, KILL, FREEZE -> {
        if (takesDatabase(fault)) {
          gone.addAll(targets);
        }
      }
      case BLACKOUT -> gone.addAll(datacenters);
      case FULL_DISK, READ_ONLY_DISK, HUNG_DISK, STATE_TRANSFER -> gone.addAll(targets);
      case HUNG_DATABASE -> hung.addAll(targets);
      case CUT -> targets.forEach(this::isolate);
      case PARTIAL_CUT -> cut.add(targets);
      case DRAIN, FLAPPING_LINK, WAN, CLOCK_SKEW -> {}
      case SERVER_LOSS, ZOOKEEPER_LOSS, LOAD_BALANCER_LOSS, WORKER_LOSS, COMMIT_CUT -> {}
      case BUSY_CPU, BACKUP -> {}
    }
  }

  /**
   * The datacenters whose databases a fault stops, or takes a link from, so that others may miss
   * them; and they the others. Whoever else is missed is suspected without a cause.
   */
  static Set<String> disturbed(Set<String> datacenters, FaultSpec fault) {
    Group group = with(datacenters, List.of(fault));
    Set<String> disturbed = new TreeSet<>(group.gone);
    boolean cutsLinks =
        switch (fault.kind()) {
          case CUT, PARTIAL_CUT, FLAPPING_LINK -> true;
          case WAN -> fault.number("loss") == 100;
          default -> false;
        };
    if (cutsLinks) {
      disturbed.addAll(fault.targets().isEmpty() ? datacenters : fault.targets());
    }
    return disturbed;
  }

  private static boolean takesDatabase(FaultSpec fault) {
    return fault.kind() == FaultKind.POWER_LOSS
        || Set.of("everything", "galera").contains(fault.word("only"));
  }

  /** Whether clients at the targets' own doors are not answered, whatever becomes of the group. */
  static boolean closesDoors(FaultSpec fault) {
    return switch (fault.kind()) {
      case POWER_LOSS, BLACKOUT, LOAD_BALANCER_LOSS -> true;
      case KILL, FREEZE -> Set.of("everything", "haproxy").contains(fault.word("only"));
      default -> false;
    };
  }

  private void isolate(String datacenter) {
    datacenters.stream()
        .filter(other -> !other.equals(datacenter))
        .forEach(other -> cut.add(Set.of(datacenter, other)));
  }

  /** Those that reach each other, be it over a third one, which passes messages on. */
  List<Set<String>> components() {
    Set<String> unseen = new TreeSet<>(datacenters);
    unseen.removeAll(gone);
    List<Set<String>> components = new ArrayList<>();
    while (!unseen.isEmpty()) {
      Set<String> component = new TreeSet<>(Set.of(unseen.iterator().next()));
      while (component.addAll(neighbours(component, unseen))) {
        // until nobody new is reached
      }
      unseen.removeAll(component);
      components.add(component);
    }
    return components;
  }

  private Set<String> neighbours(Set<String> of, Set<String> among) {
    return among.stream()
        .filter(one -> of.stream().anyMatch(other -> linked(one, other)))
        .collect(Collectors.toSet());
  }

  private boolean linked(String one, String other) {
    return one.equals(other) || !cut.contains(Set.of(one, other));
  }
}
