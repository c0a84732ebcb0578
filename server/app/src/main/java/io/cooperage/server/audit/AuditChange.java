package io.cooperage.server.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/**
 * What a mutation made of what. Values under names that sound like secrets are hidden when it is
 * written.
 *
 * @param detail particulars that are neither before nor after
 */
public record AuditChange(Optional<JsonNode> before, Optional<JsonNode> after, JsonNode detail) {
  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  /** There was nothing before. */
  public static AuditChange made(JsonNode after) {
    return new AuditChange(Optional.empty(), Optional.of(after), NOTHING);
  }

  public static AuditChange changed(JsonNode before, JsonNode after) {
    return new AuditChange(Optional.of(before), Optional.of(after), NOTHING);
  }

  /** Nothing of it but its state. */
  public static AuditChange ofState(String before, String after) {
    return changed(
        JsonNodeFactory.instance.objectNode().put("state", before),
        JsonNodeFactory.instance.objectNode().put("state", after));
  }

  /** There is nothing after. */
  public static AuditChange removed(JsonNode before) {
    return new AuditChange(Optional.of(before), Optional.empty(), NOTHING);
  }

  /** What changed, but not a thing that has a before and an after. */
  public static AuditChange of(JsonNode detail) {
    return new AuditChange(Optional.empty(), Optional.empty(), detail);
  }

  /** The same, with particulars. */
  public AuditChange with(JsonNode particulars) {
    return new AuditChange(before, after, particulars);
  }
}
