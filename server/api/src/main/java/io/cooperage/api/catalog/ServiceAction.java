package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Map;

/**
 * How an action is done: {@code type} names the automator plugin, which gets the {@code fields}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceAction(
    String type, @JsonDeserialize(contentUsing = PlainText.class) Map<String, String> fields) {
  public ServiceAction {
    fields = Absent.map(fields);
  }
}
