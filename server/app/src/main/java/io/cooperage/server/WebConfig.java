package io.cooperage.server;

import io.dropwizard.util.DataSize;
import jakarta.validation.Valid;

/**
 * Limits of the front door.
 *
 * @param maxBody of a JSON request; default 1 MiB
 * @param maxResource of an uploaded plugin resource; default 8 MiB
 */
public record WebConfig(@Valid DataSize maxBody, @Valid DataSize maxResource) {
  public WebConfig {
    maxBody = maxBody == null ? DataSize.mebibytes(1) : maxBody;
    maxResource = maxResource == null ? DataSize.mebibytes(8) : maxResource;
  }

  static WebConfig defaults() {
    return new WebConfig(null, null);
  }
}
