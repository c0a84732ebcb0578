package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Fields by name. {@code required}: alternative sets of fields, one of which must be complete. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ParameterGroup(Map<String, FieldSchema> fields, List<Set<String>> required) {
  public static final ParameterGroup NONE = new ParameterGroup(Map.of(), List.of());

  public ParameterGroup {
    fields = Absent.map(fields);
    required =
        required == null
            ? List.of()
            : required.stream().filter(Objects::nonNull).map(Absent::set).toList();
  }
}
