package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Set;

/** Services that must be there ({@code requires}), and those that only come first if they are. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Needs(Set<String> requires, Set<String> uses) {
  public static final Needs NOTHING = new Needs(Set.of(), Set.of());

  public Needs {
    requires = Absent.set(requires);
    uses = Absent.set(uses);
  }
}
