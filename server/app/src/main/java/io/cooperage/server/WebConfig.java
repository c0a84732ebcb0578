package io.cooperage.server;

import io.cooperage.server.web.WebRoom;
import io.dropwizard.util.DataSize;
import jakarta.validation.constraints.Min;

/**
 * Limits of the front door.
 *
 * @param maxBody of a JSON request; default 1 MiB
 * @param maxResource of an uploaded plugin resource; default 64 MiB
 * @param maxConcurrent requests worked on at a time; default 256
 */
public record WebConfig(
    DataSize maxBody,
    DataSize maxResource,
    @Min(value = 1, message = "must be at least 1") Integer maxConcurrent) {
  public WebConfig {
    maxBody = maxBody == null ? DataSize.mebibytes(1) : maxBody;
    maxResource = maxResource == null ? DataSize.mebibytes(64) : maxResource;
    maxConcurrent = maxConcurrent == null ? 256 : maxConcurrent;
  }

  WebRoom.Limits limits() {
    return new WebRoom.Limits(maxBody.toBytes(), maxResource.toBytes(), maxConcurrent);
  }

  static WebConfig defaults() {
    return new WebConfig(null, null, null);
  }
}
