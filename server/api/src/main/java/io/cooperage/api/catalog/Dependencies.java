package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Set;

/**
 * What a service offers under other names, cannot share a cluster with, and needs at installation
 * and at run time.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Dependencies(
    Set<String> provides, Set<String> conflicts, Needs install, Needs runtime) {
  public static final Dependencies NONE =
      new Dependencies(Set.of(), Set.of(), Needs.NOTHING, Needs.NOTHING);

  public Dependencies {
    provides = Absent.set(provides);
    conflicts = Absent.set(conflicts);
    install = install == null ? Needs.NOTHING : install;
    runtime = runtime == null ? Needs.NOTHING : runtime;
  }
}
