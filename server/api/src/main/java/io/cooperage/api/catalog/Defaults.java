package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** What a cluster gets when its request does not say. {@code config} is a JSON object. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Defaults(
    Set<String> services,
    Optional<String> provider,
    Optional<String> hardwaretype,
    Optional<String> imagetype,
    Optional<String> dnsSuffix,
    JsonNode config) {
  public static final Defaults NONE =
      new Defaults(
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Absent.object(null));

  public Defaults {
    services = Absent.set(services);
    provider = Absent.optional(provider);
    hardwaretype = Absent.optional(hardwaretype);
    imagetype = Absent.optional(imagetype);
    dnsSuffix = Absent.optional(dnsSuffix);
    config = Absent.object(config);
  }
}
