package io.cooperage.drill.run;

import io.cooperage.drill.definition.Topology;
import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSite;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Injection;
import io.cooperage.drill.history.Execution;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Three datacenters with one door, in which nothing breaks. */
class PretendedSite implements DrillSite, FaultSite {

  private final PretendedApi api;
  private final Path drills;
  private final AtomicInteger healings = new AtomicInteger();
  private OptionalLong hits = OptionalLong.empty();

  PretendedSite(PretendedApi api, Path drills) {
    this.api = api;
    this.drills = drills;
  }

  /** How often something was healed. */
  int healings() {
    return healings.get();
  }

  /** What faults will have hit. */
  void hits(long count) {
    hits = OptionalLong.of(count);
  }

  @Override
  public List<String> datacenters() {
    return List.of("dc1", "dc2", "dc3");
  }

  @Override
  public Topology topology() {
    Duration second = Duration.ofSeconds(1);
    return new Topology(Set.copyOf(datacenters()), second, second, second, second);
  }

  @Override
  public Map<String, String> conditions() {
    return Map.of("round trip between datacenters", "5 ms");
  }

  @Override
  public URI global() {
    return api.address();
  }

  @Override
  public URI door(String datacenter) {
    return global();
  }

  @Override
  public String token() {
    return "token";
  }

  @Override
  public Path drills() {
    return drills;
  }

  @Override
  public FaultSite faults() {
    return this;
  }

  @Override
  public Set<FaultKind> kinds() {
    return EnumSet.allOf(FaultKind.class);
  }

  @Override
  public Injection inject(FaultSpec spec, Duration deadMan, Runnable aimed) {
    begin(aimed);
    return new Injection() {
      @Override
      public String what() {
        return spec.what();
      }

      @Override
      public void heal() {
        healings.incrementAndGet();
      }

      @Override
      public OptionalLong hits() {
        return hits;
      }

      @Override
      public boolean standing() {
        return healings() == 0;
      }
    };
  }

  /** The fault. */
  void begin(Runnable aimed) {
    aimed.run();
  }

  @Override
  public Supplier<Return> returning(String datacenter) {
    return () -> new Return("IST", Duration.ZERO, Duration.ZERO);
  }

  @Override
  public Supplier<String> databaseLog(String datacenter) {
    return () -> "";
  }

  @Override
  public List<Execution> executions() {
    return List.of();
  }
}
