package io.cooperage.server.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.EntityKind;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.web.Json;
import java.util.List;
import java.util.stream.IntStream;

/** Services s0, s1, … of one tenant, each of which is an event. Datacenters count from 1. */
final class WrittenServices {
  private final List<CooperageClient> admins;
  private int written;

  /**
   * @param admins of each datacenter
   */
  WrittenServices(List<CooperageClient> admins) {
    this.admins = admins;
  }

  /** Makes services, in another datacenter each time. */
  void write(int services) {
    for (int i = 0; i < services; i++) {
      writeIn(1 + written % admins.size());
    }
  }

  /** Makes one. */
  void writeIn(int datacenter) {
    JsonNode document =
        Json.MAPPER
            .createObjectNode()
            .put("name", "s" + written++)
            .set("provisioner", Json.MAPPER.createObjectNode());
    admins.get(datacenter - 1).catalog().create(EntityKind.SERVICE, document);
  }

  /** What their events are about, in the order in which they were made. */
  static List<String> subjects(int services) {
    return IntStream.range(0, services).mapToObj(i -> "service/s" + i).toList();
  }
}
