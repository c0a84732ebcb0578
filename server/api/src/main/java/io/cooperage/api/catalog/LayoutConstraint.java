package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Groups of services that share all their machines, and groups that no machine has whole. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LayoutConstraint(List<Set<String>> mustcoexist, List<Set<String>> cantcoexist) {
  public static final LayoutConstraint NONE = new LayoutConstraint(List.of(), List.of());

  public LayoutConstraint {
    mustcoexist = groups(mustcoexist);
    cantcoexist = groups(cantcoexist);
  }

  private static List<Set<String>> groups(List<Set<String>> groups) {
    return groups == null
        ? List.of()
        : groups.stream().filter(Objects::nonNull).map(Absent::set).toList();
  }
}
