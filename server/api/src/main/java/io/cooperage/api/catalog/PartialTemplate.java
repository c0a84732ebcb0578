package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** A part that templates include. What an {@code immutable} one sets, no template may override. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PartialTemplate(
    String name,
    String label,
    String description,
    String icon,
    boolean immutable,
    Defaults defaults,
    Compatibility compatibility,
    Constraints constraints,
    Administration administration,
    List<TemplateLink> links)
    implements CatalogDocument {
  public PartialTemplate {
    label = Absent.text(label);
    description = Absent.text(description);
    icon = Absent.text(icon);
    defaults = defaults == null ? Defaults.NONE : defaults;
    compatibility = compatibility == null ? Compatibility.ALL : compatibility;
    constraints = constraints == null ? Constraints.NONE : constraints;
    administration = administration == null ? Administration.NONE : administration;
    links = Absent.list(links);
  }
}
