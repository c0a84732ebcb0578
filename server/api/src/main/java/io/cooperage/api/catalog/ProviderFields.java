package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Map;
import java.util.Optional;

/** What one provider has to know of a hardware or image type: field name to value. */
public record ProviderFields(Map<String, String> values) {
  public ProviderFields {
    values = Absent.map(values);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ProviderFields of(
      @JsonDeserialize(contentUsing = PlainText.class) Map<String, String> values) {
    return new ProviderFields(values);
  }

  @Override
  @JsonValue
  public Map<String, String> values() {
    return values;
  }

  /** The provider's name for the machine size, if it has this hardware type. */
  public Optional<String> flavor() {
    return Optional.ofNullable(values.get("flavor"));
  }

  /** The provider's name for the image, if it has this image type. */
  public Optional<String> image() {
    return Optional.ofNullable(values.get("image"));
  }
}
