package io.cooperage.api;

import java.util.List;

/**
 * Asks a pool for a host under a tag; the same tag always gets the same host. Hosts whose names are
 * in {@code avoid} do not answer the claimer: if the tag has one of them, it gets another one.
 */
public record PoolClaim(TaskRef task, String tag, String flavor, List<String> avoid) {
  /** Without {@code avoid} nothing is avoided. */
  public PoolClaim {
    avoid = avoid == null ? List.of() : List.copyOf(avoid);
  }

  /** A claim that any host will do for. */
  public PoolClaim(TaskRef task, String tag, String flavor) {
    this(task, tag, flavor, List.of());
  }
}
