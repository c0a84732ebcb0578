package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.cooperage.api.TaskAction;
import java.util.List;
import java.util.Map;

/** Software that runs on machines: what it needs, and how each of its actions is done. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Service(
    String name,
    String label,
    String description,
    String icon,
    Dependencies dependencies,
    ServiceActions provisioner,
    List<TemplateLink> links)
    implements CatalogDocument {
  public Service {
    label = Absent.text(label);
    description = Absent.text(description);
    icon = Absent.text(icon);
    dependencies = dependencies == null ? Dependencies.NONE : dependencies;
    provisioner = provisioner == null ? new ServiceActions(Map.of()) : provisioner;
    links = Absent.list(links);
  }

  /** The actions that make tasks; an action that is not here makes none. */
  @JsonIgnore
  public Map<TaskAction, ServiceAction> actions() {
    return provisioner.actions();
  }
}
