package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/** The size of a machine. {@code providermap}: provider name to {@code {flavor, …}}. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HardwareType(
    String name,
    String label,
    String description,
    String icon,
    Map<String, ProviderFields> providermap)
    implements CatalogDocument {
  public HardwareType {
    label = Absent.text(label);
    description = Absent.text(description);
    icon = Absent.text(icon);
    providermap = Absent.map(providermap);
  }
}
