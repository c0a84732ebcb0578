package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Optional;

/** A kind of plugin resource. {@code format}: file or archive. {@code permissions}: like 755. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResourceType(String format, Optional<String> permissions) {
  public ResourceType {
    format = Absent.text(format);
    permissions = Absent.optional(permissions);
  }
}
