package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Set;

/** Where a service may run, and on how many machines; an empty set means everywhere. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceConstraint(
    Set<String> hardwaretypes, Set<String> imagetypes, Bounds quantities) {
  public ServiceConstraint {
    hardwaretypes = Absent.set(hardwaretypes);
    imagetypes = Absent.set(imagetypes);
    quantities = quantities == null ? Bounds.NONE : quantities;
  }
}
