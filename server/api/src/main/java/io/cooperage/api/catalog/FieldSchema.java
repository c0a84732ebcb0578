package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import java.util.Optional;

/**
 * A field of a plugin. {@code type}: text, password, select, checkbox …; {@code override}: a
 * cluster's user may change what the administrator set; {@code sensitive}: never shown.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FieldSchema(
    String label,
    String type,
    String tip,
    @JsonProperty("default") @JsonDeserialize(contentUsing = PlainText.class)
        Optional<String> defaultValue,
    boolean override,
    boolean sensitive,
    @JsonDeserialize(contentUsing = PlainText.class) List<String> options) {
  public FieldSchema {
    label = Absent.text(label);
    type = Absent.text(type);
    tip = Absent.text(tip);
    defaultValue = Absent.optional(defaultValue);
    options = Absent.list(options);
  }
}
