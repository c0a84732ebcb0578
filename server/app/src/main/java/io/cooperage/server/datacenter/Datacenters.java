package io.cooperage.server.datacenter;

import java.util.List;

/** What this server knows of the datacenters, kept current by a driver. Thread-safe. */
public interface Datacenters {
  /** The name of the datacenter of this server. */
  String self();

  /** The epoch under which this datacenter owns jobs now; 0 before this server has joined. */
  long epochOfSelf();

  /** The datacenters that take work on, in order of name; this one too unless it is draining. */
  List<String> alive();

  /** Whether this datacenter is leaving in good order: it should start nothing new. */
  boolean isDraining();

  /**
   * Whether this server may act for its datacenter: it holds its lease and renewed it recently
   * enough that nobody can have taken over.
   */
  boolean mayAct();
}
