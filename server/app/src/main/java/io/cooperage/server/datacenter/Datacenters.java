package io.cooperage.server.datacenter;

import java.util.List;

/** What this server knows of the datacenters, kept current by a driver. Thread-safe. */
public interface Datacenters {
  /** The name of the datacenter of this server. */
  String self();

  /** The epoch under which this datacenter owns jobs now. */
  long epochOfSelf();

  /** The datacenters that live and are not draining, in order of name; may include this one. */
  List<String> alive();
}
