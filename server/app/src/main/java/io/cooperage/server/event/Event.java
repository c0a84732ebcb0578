package io.cooperage.server.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Something that happened.
 *
 * @param type such as {@code cluster.pending}
 * @param tenant who may hear of it
 * @param owner the only user of the tenant who may, besides its administrators; empty: all
 * @param subject what it happened to, such as {@code cluster/00000042}
 */
public record Event(
    String type, String tenant, Optional<String> owner, String subject, JsonNode data) {

  /** One that all users of {@code tenant} may hear of. */
  public static Event ofTenant(String type, String tenant, String subject, JsonNode data) {
    return new Event(type, tenant, Optional.empty(), subject, data);
  }

  /** One of a thing that belongs to {@code owner}. */
  public static Event ofOwner(
      String type, String tenant, String owner, String subject, JsonNode data) {
    return new Event(type, tenant, Optional.of(owner), subject, data);
  }
}
