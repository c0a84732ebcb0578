package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/**
 * The operating system of a machine. {@code providermap}: provider name to {@code {image, sshuser,
 * …}}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImageType(
    String name,
    String label,
    String description,
    String icon,
    Map<String, ProviderFields> providermap)
    implements CatalogDocument {
  public ImageType {
    label = Absent.text(label);
    description = Absent.text(description);
    icon = Absent.text(icon);
    providermap = Absent.map(providermap);
  }
}
