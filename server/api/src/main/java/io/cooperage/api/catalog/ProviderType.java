package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/** A plugin that makes machines, as it registers: its fields and the kinds of its resources. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProviderType(
    String name,
    String label,
    String description,
    String icon,
    PluginParameters parameters,
    Map<String, ResourceType> resourceTypes)
    implements CatalogDocument {
  public ProviderType {
    label = Absent.text(label);
    description = Absent.text(description);
    icon = Absent.text(icon);
    parameters = parameters == null ? PluginParameters.NONE : parameters;
    resourceTypes = Absent.map(resourceTypes);
  }
}
