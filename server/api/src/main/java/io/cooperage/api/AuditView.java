package io.cooperage.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * Who changed what, where, from what to what.
 *
 * @param tenant of the caller
 * @param detail particulars of the change that are neither before nor after
 * @param before what was there, as far as it was there
 * @param after what is there now, as far as it is
 * @param position the line's place in the chain of its datacenter; absent for a second or two
 * @param hash over the line, its place and the hash of the line before, in hexadecimal
 */
public record AuditView(
    String id,
    Instant time,
    String tenant,
    String user,
    String action,
    String subject,
    String datacenter,
    String requestId,
    JsonNode detail,
    Optional<JsonNode> before,
    Optional<JsonNode> after,
    Optional<Long> position,
    Optional<String> hash) {
  public AuditView {
    // JSON null means absent, here as for every other optional value.
    before = before.filter(value -> !value.isNull());
    after = after.filter(value -> !value.isNull());
  }
}
