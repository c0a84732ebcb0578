package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.cooperage.api.TaskAction;
import java.util.Map;

/** The actions of a service, by their lower-case names. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceActions(Map<TaskAction, ServiceAction> actions) {
  public ServiceActions {
    actions = Absent.map(actions);
  }
}
