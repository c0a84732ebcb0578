package io.cooperage.drill.definition;

import io.cooperage.drill.definition.Forecast.Stall;
import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Follows the view of the group through a timeline by Galera's rule: those of the last view who
 * reach each other go on if they are more than half of it.
 */
final class Forecaster {

  private final Topology topology;
  private Set<String> view;

  Forecaster(Topology topology) {
    this.topology = topology;
    this.view = topology.datacenters();
  }

  /** One for each fault that comes and goes, in their order. */
  List<Forecast> follow(List<Step> timeline) {
    List<Forecast> moments = new ArrayList<>();
    for (Step step : timeline) {
      moments.add(moment(step, false));
      moments.add(moment(step, true));
    }
    moments.sort(Comparator.comparing(Forecast::at));
    return moments.stream().map(moment -> forecast(moment, timeline)).toList();
  }

  private static Forecast moment(Step step, boolean healed) {
    return new Forecast(step, healed, Set.of(), Set.of(), Set.of(), Stall.NONE);
  }

  private Forecast forecast(Forecast moment, List<Step> timeline) {
    Group group = Group.with(topology.datacenters(), standing(timeline, moment));
    Set<String> primary =
        group.components().stream().filter(this::hasQuorum).findFirst().orElse(Set.of());
    Set<String> minority = new TreeSet<>();
    group.components().stream().filter(one -> !one.equals(primary)).forEach(minority::addAll);
    Set<String> lost = new TreeSet<>(view);
    lost.removeAll(primary);
    view = primary.isEmpty() ? view : primary;
    return new Forecast(
        moment.step(), moment.healed(), primary, minority, lost, stall(moment, group, lost));
  }

  private static List<FaultSpec> standing(List<Step> timeline, Forecast moment) {
    return timeline.stream()
        .filter(step -> step.at().compareTo(moment.at()) <= 0)
        .filter(step -> moment.at().compareTo(step.until()) < 0)
        .map(Step::fault)
        .toList();
  }

  private boolean hasQuorum(Set<String> component) {
    return 2 * component.stream().filter(view::contains).count() > view.size();
  }

  private Stall stall(Forecast moment, Group group, Set<String> lost) {
    if (!group.hung().isEmpty() && !moment.healed()) {
      return new Stall(moment.step().lasting(), moment.step().lasting());
    }
    if (moment.step().fault().kind() == FaultKind.HUNG_DISK && !moment.healed()) {
      // The others go on until it has as much to apply as it may.
      return new Stall(
          topology.suspect(), topology.fence().plus(topology.install()).plus(topology.check()));
    }
    if (!lost.isEmpty() && moment.step().fault().kind() != FaultKind.STATE_TRANSFER) {
      return new Stall(topology.suspect(), topology.install().plus(topology.check()));
    }
    return group.cut().isEmpty() ? Stall.NONE : new Stall(Duration.ZERO, topology.suspect());
  }
}
