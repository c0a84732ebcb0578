package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.cooperage.api.WorkerLabels;
import java.util.Map;

/**
 * A place where machines come from. {@code provisioner}: the admin fields of the plugin {@code
 * providertype}; they may hold credentials, so {@link #toString} leaves the values out. {@code
 * workerLabels}: what workers must carry to work for clusters of this provider.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Provider(
    String name,
    String label,
    String description,
    String icon,
    String providertype,
    @JsonDeserialize(contentUsing = PlainText.class) Map<String, String> provisioner,
    WorkerLabels workerLabels)
    implements CatalogDocument {
  public Provider {
    label = Absent.text(label);
    description = Absent.text(description);
    icon = Absent.text(icon);
    provisioner = Absent.map(provisioner);
    workerLabels = workerLabels == null ? WorkerLabels.NONE : workerLabels;
  }

  @Override
  public String toString() {
    return "Provider[name="
        + name
        + ", providertype="
        + providertype
        + ", provisioner="
        + provisioner.keySet()
        + ", workerLabels="
        + workerLabels
        + "]";
  }
}
