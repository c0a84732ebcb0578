package io.cooperage.drill.lab;

import io.cooperage.drill.host.Daemon;
import java.util.List;

/**
 * One component of every datacenter. Each verb can be repeated: what is already so stays as it is.
 */
interface Part {

  Component component();

  /** The daemons of this part in a datacenter. */
  List<Daemon> daemons(Datacenter datacenter);

  /** Writes the configuration and starts whatever does not run. */
  void start(Datacenter datacenter);

  /**
   * Waits until the part does its work.
   *
   * @throws LabException if it does not in time
   */
  void awaitReady(Datacenter datacenter);

  /** Ends the part in good order. */
  void stop(Datacenter datacenter);

  /** One line on how it is, and whether that is well. */
  Health health(Datacenter datacenter);

  /** How a part is: {@code detail} is for people. */
  record Health(boolean well, String detail) {}
}
