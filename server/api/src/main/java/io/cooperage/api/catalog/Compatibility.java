package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Set;

/** What may be used with a template; an empty set means everything. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Compatibility(
    Set<String> services, Set<String> hardwaretypes, Set<String> imagetypes) {
  public static final Compatibility ALL = new Compatibility(Set.of(), Set.of(), Set.of());

  public Compatibility {
    services = Absent.set(services);
    hardwaretypes = Absent.set(hardwaretypes);
    imagetypes = Absent.set(imagetypes);
  }
}
