package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A link whose {@code url} may hold macros. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TemplateLink(String label, String url) {
  public TemplateLink {
    label = Absent.text(label);
    url = Absent.text(url);
  }
}
