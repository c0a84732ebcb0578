package io.cooperage.drill.lab;

import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.LinkShape;
import io.cooperage.drill.fault.WanDelay;
import io.cooperage.drill.host.Precedence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The links between the lab's datacenters: how far apart they are, and what else ails them. */
final class LabWan {

  private final LabSite site;

  LabWan(LabSite site) {
    this.site = site;
  }

  /** Puts the same distance between any two datacenters, and remembers it. */
  void distance(Duration rtt) {
    shape((from, to) -> LinkShape.ofRoundTrip(rtt));
    LabDirectory.writePublic(file(), rtt.toMillis() + " ms\n");
  }

  /** The distance, where any is made; a fault's comes on top of it. */
  Optional<String> shown() {
    return delay().active() ? Optional.of(distance().toMillis() + " ms") : Optional.empty();
  }

  private Duration distance() {
    try {
      return Files.exists(file())
          ? Duration.ofMillis(Long.parseLong(Files.readString(file()).split(" ")[0]))
          : Duration.ZERO;
    } catch (IOException e) {
      return Duration.ZERO;
    }
  }

  /** Makes links worse than the distance alone does. */
  LabFault fault(FaultSpec spec) {
    Duration usual = distance();
    LinkShape worse =
        new LinkShape(
            usual.plus(spec.time("rtt")).dividedBy(2),
            spec.time("jitter"),
            spec.number("loss") / 100,
            spec.number("bandwidth") * 1e6);
    Set<String> targets = new HashSet<>(spec.targets());
    return LabFault.restored(
        () ->
            shape((from, to) -> affects(targets, from, to) ? worse : LinkShape.ofRoundTrip(usual)),
        List.of(
            new LabFault.Restoration(
                () -> distance(usual), List.of("wan", "--rtt", usual.toMillis() + "ms"))));
  }

  private static boolean affects(Set<String> targets, Datacenter from, Datacenter to) {
    return targets.size() < 2
        ? targets.isEmpty() || targets.contains(from.name()) || targets.contains(to.name())
        : targets.contains(from.name()) && targets.contains(to.name());
  }

  private void shape(BiFunction<Datacenter, Datacenter, LinkShape> shapes) {
    List<WanDelay.Direction> directions = new ArrayList<>();
    for (Datacenter from : Datacenter.all()) {
      for (Datacenter to : from.others()) {
        directions.add(
            new WanDelay.Direction(
                from.name(), upperOctets(from), upperOctets(to), shapes.apply(from, to)));
      }
    }
    delay().set(directions);
  }

  /** It goes first: no host makes the way between datacenters longer by being busy. */
  private WanDelay delay() {
    return new WanDelay(
        site.addresses().wan(),
        site.directory().daemon("wan-delay"),
        (main, arguments) ->
            Precedence.first(
                JavaProcess.command(
                    site.programs().drillClassPath(),
                    List.of("-Xms32m", "-Xmx192m"),
                    main,
                    arguments)));
  }

  /** Takes all distance away, and forgets it. */
  void end() {
    delay().set(List.of());
  }

  private String upperOctets(Datacenter datacenter) {
    String address = site.addresses().address(datacenter);
    return address.substring(0, address.lastIndexOf('.'));
  }

  private Path file() {
    return site.directory().run().resolve("wan-rtt");
  }
}
