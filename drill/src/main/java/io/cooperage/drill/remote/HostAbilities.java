package io.cooperage.drill.remote;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a host has said that it cannot do.
 *
 * @param lacks a word for each thing, and why
 */
record HostAbilities(Map<String, String> lacks) {

  private static final String NETEM = "netem";
  private static final String ROOT = "root";

  static HostAbilities ask(HostConnection host, Site site) {
    String directory = host.host().has(HostComponent.GALERA) ? site.databaseDirectory() : "";
    Map<String, String> lacks = new LinkedHashMap<>();
    host.run(HostScripts.probe(directory))
        .lines()
        .map(line -> line.split("\t", 2))
        .forEach(fields -> lacks.put(fields[0], fields[1]));
    return new HostAbilities(lacks);
  }

  /** Why this host cannot do such faults, if so. */
  Optional<String> lack(FaultKind kind) {
    return first(needs(kind).stream());
  }

  /** Why this host cannot do this one. */
  Optional<String> lack(FaultSpec spec) {
    boolean narrowOnly = spec.kind() == FaultKind.WAN && !WanFault.needsNetem(spec);
    return first(needs(spec.kind()).stream().filter(need -> !narrowOnly || !need.equals(NETEM)));
  }

  private Optional<String> first(Stream<String> needs) {
    return Stream.concat(Stream.of(ROOT), needs)
        .filter(lacks::containsKey)
        .map(lacks::get)
        .findFirst();
  }

  private static Set<String> needs(FaultKind kind) {
    return switch (kind) {
      case CUT, PARTIAL_CUT, FLAPPING_LINK, HUNG_DATABASE, POWER_LOSS -> Set.of("filter");
      case WAN -> Set.of("htb", NETEM);
      case FULL_DISK -> Set.of("disk");
      case CLOCK_SKEW -> Set.of("clock");
      case DRAIN -> Set.of("curl");
      case KILL,
          FREEZE,
          SERVER_LOSS,
          ZOOKEEPER_LOSS,
          LOAD_BALANCER_LOSS,
          WORKER_LOSS,
          BLACKOUT,
          READ_ONLY_DISK,
          HUNG_DISK,
          COMMIT_CUT,
          BUSY_CPU,
          BACKUP,
          STATE_TRANSFER ->
          Set.of();
    };
  }

  /** Whether it can do any fault at all. */
  boolean anything() {
    return !lacks.containsKey(ROOT);
  }

  /** Each thing on a line. */
  List<String> describe() {
    return lacks.entrySet().stream()
        .map(entry -> "%s: %s".formatted(entry.getKey(), entry.getValue()))
        .toList();
  }
}
