package io.cooperage.drill.run;

import io.cooperage.drill.history.Execution;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What drills need of the datacenters that they break. */
public interface DrillSite {

  /** In order. */
  List<String> datacenters();

  /** The global load balancer. */
  URI global();

  /** The front door of a datacenter. */
  URI door(String datacenter);

  /** Of an administrator. */
  String token();

  /** Where drills leave their reports. */
  Path drills();

  /**
   * Ends every process of the datacenter at once, by SIGKILL.
   *
   * @param aimed runs when it is known what to kill, just before the first signal
   */
  void kill(String datacenter, Runnable aimed);

  /** Ends one server of the datacenter by SIGKILL, counted from 1. */
  void killServer(String datacenter, int server);

  /** Starts what is not running, and returns when the datacenter is whole. */
  Return start(String datacenter);

  /** Cuts the datacenter off from the others, both ways; clients still reach it. */
  void partition(String datacenter);

  /** Undoes {@link #partition}, and returns when the datacenter is whole. */
  Return heal(String datacenter);

  /** How long a silent peer is waited for before the others go on without it. */
  Duration suspicion();

  /** What all workers of all datacenters have run. */
  List<Execution> executions();
}
