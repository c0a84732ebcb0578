package io.cooperage.drill.fault;

import java.time.Duration;
import java.util.Set;

/** Where faults can be injected: a lab, or real hosts. */
public interface FaultSite {

  /**
   * Injects a fault, and returns when it stands.
   *
   * @param aimed runs when all is prepared, just before the first thing breaks
   * @param deadMan after which the fault heals by itself, whatever has become of this process
   * @throws IllegalArgumentException if the site has no such datacenter or cannot do this, or such
   *     a fault already stands there
   */
  Injection inject(FaultSpec spec, Duration deadMan, Runnable aimed);

  /** The faults that this site can do. */
  Set<FaultKind> kinds();
}
