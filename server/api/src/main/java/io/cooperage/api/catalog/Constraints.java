package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/** Which layouts a template allows. {@code services}: by service name. {@code size}: machines. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Constraints(
    LayoutConstraint layout, Map<String, ServiceConstraint> services, Bounds size) {
  public static final Constraints NONE =
      new Constraints(LayoutConstraint.NONE, Map.of(), Bounds.NONE);

  public Constraints {
    layout = layout == null ? LayoutConstraint.NONE : layout;
    services = Absent.map(services);
    size = size == null ? Bounds.NONE : size;
  }
}
