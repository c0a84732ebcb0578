package io.cooperage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ClusterId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What to do after machines came or left: those that stay keep the configuration that they have,
 * also where its macros name machines, as a load balancer's does.
 */
final class ReconfigureHint {
  private static final Pattern MACHINES =
      Pattern.compile("%[^%]*\\b(?:host|ip(?:\\.\\w+)?|num)\\.service\\.[^%]+%");

  private ReconfigureHint() {}

  /** Empty if no macro of the configuration names machines of a service, or counts them. */
  static Optional<String> of(ClusterId id, JsonNode config) {
    return MACHINES.matcher(config.toString()).find()
        ? Optional.of(
            ("The configuration names machines of services, and those that were there keep it as it"
                    + " was. To bring them up to date: cooperage cluster reconfigure %s")
                .formatted(id))
        : Optional.empty();
  }
}
