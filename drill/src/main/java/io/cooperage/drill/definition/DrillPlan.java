package io.cooperage.drill.definition;

import io.cooperage.drill.fault.FaultSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A definition, and what it will do to these datacenters. */
public record DrillPlan(DrillDefinition definition, Topology topology, List<Forecast> forecasts) {

  /**
   * What {@code definition} will do.
   *
   * @throws IllegalArgumentException if it is about datacenters that there are not
   */
  public static DrillPlan of(DrillDefinition definition, Topology topology) {
    definition.timeline().forEach(step -> requireKnown(step.fault(), topology));
    return new DrillPlan(
        definition, topology, new Forecaster(topology).follow(definition.timeline()));
  }

  private static void requireKnown(FaultSpec fault, Topology topology) {
    for (String target : fault.targets()) {
      if (!topology.datacenters().contains(target)) {
        throw new IllegalArgumentException(
            "%s has the target %s; there are %s."
                .formatted(
                    fault.what(),
                    target,
                    topology.datacenters().stream().sorted().collect(Collectors.joining(", "))));
      }
    }
  }

  /** What is expected when the fault of a step comes. */
  public Forecast when(Step step) {
    return forecasts.stream()
        .filter(forecast -> !forecast.healed() && forecast.step().equals(step))
        .findFirst()
        .orElseThrow();
  }

  /** Datacenters whose clients are not promised service at their own doors. */
  public Set<String> victims() {
    Set<String> victims = new TreeSet<>();
    forecasts.forEach(forecast -> victims.addAll(forecast.lost()));
    definition.timeline().stream()
        .map(Step::fault)
        .filter(Group::closesDoors)
        .forEach(fault -> victims.addAll(fault.targets()));
    return victims;
  }

  /**
   * The datacenters whose databases a fault stops, or takes a link from: who misses them, or whom
   * they miss, is right to.
   */
  public Set<String> disturbed(FaultSpec fault) {
    return Group.disturbed(topology.datacenters(), fault);
  }

  /** Why it must not be run: what cannot be survived, and when. */
  public Optional<String> refusal() {
    if (definition.blackout()) {
      return Optional.empty();
    }
    return forecasts.stream()
        .filter(forecast -> !forecast.survives())
        .findFirst()
        .map(
            forecast ->
                "After \"%s\" (%d s after the lead-in) no datacenter has a quorum of the %d; nothing"
                        .formatted(
                            forecast.event(),
                            forecast.at().toSeconds(),
                            topology.datacenters().size())
                    + " could be written anywhere. Let fewer faults stand at the same time; a"
                    + " definition that means it says \"blackout: true\".");
  }
}
