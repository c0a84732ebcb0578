package io.cooperage.drill.run;

import io.cooperage.drill.definition.Topology;
import io.cooperage.drill.fault.FaultSite;
import io.cooperage.drill.history.Execution;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What drills need of the datacenters that they break. */
public interface DrillSite {

  /** In order. */
  List<String> datacenters();

  /** Their database nodes. */
  Topology topology();

  /** What else the figures depend on, by what it is called; such as the distance. */
  Map<String, String> conditions();

  /** The global load balancer. */
  URI global();

  /** The front door of a datacenter. */
  URI door(String datacenter);

  /** Of an administrator. */
  String token();

  /** Where drills leave their reports. */
  Path drills();

  /** What breaks them. */
  FaultSite faults();

  /**
   * Watches from now on, just before its faults are healed, how a datacenter comes back; what is
   * returned waits until it is whole.
   */
  Supplier<Return> returning(String datacenter);

  /**
   * What the database node of a datacenter logs, in whole lines: at first all that there is, then
   * what has come since the last time.
   */
  Supplier<String> databaseLog(String datacenter);

  /** What all workers of all datacenters have run. */
  List<Execution> executions();
}
