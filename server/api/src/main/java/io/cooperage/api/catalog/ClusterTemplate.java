package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * What clusters of one kind have in common. {@code parent} ({@code extends} in the document) and
 * {@code includes} are merged under it when a cluster is created.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClusterTemplate(
    String name,
    String label,
    String description,
    String icon,
    Defaults defaults,
    Compatibility compatibility,
    Constraints constraints,
    Administration administration,
    List<TemplateLink> links,
    @JsonProperty("extends") Optional<TemplateReference> parent,
    List<TemplateReference> includes)
    implements CatalogDocument {
  public ClusterTemplate {
    label = Absent.text(label);
    description = Absent.text(description);
    icon = Absent.text(icon);
    defaults = defaults == null ? Defaults.NONE : defaults;
    compatibility = compatibility == null ? Compatibility.ALL : compatibility;
    constraints = constraints == null ? Constraints.NONE : constraints;
    administration = administration == null ? Administration.NONE : administration;
    links = Absent.list(links);
    parent = Absent.optional(parent);
    includes = Absent.list(includes);
  }
}
