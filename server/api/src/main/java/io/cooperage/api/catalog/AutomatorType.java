package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/** A plugin that works on machines, as it registers: its fields and the kinds of its resources. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AutomatorType(
    String name,
    String label,
    String description,
    String icon,
    PluginParameters parameters,
    Map<String, ResourceType> resourceTypes)
    implements CatalogDocument {
  public AutomatorType {
    label = Absent.text(label);
    description = Absent.text(description);
    icon = Absent.text(icon);
    parameters = parameters == null ? PluginParameters.NONE : parameters;
    resourceTypes = Absent.map(resourceTypes);
  }
}
