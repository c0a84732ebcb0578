package io.cooperage.server.idempotency;

import io.cooperage.server.web.Json;
import java.net.URI;
import java.util.Optional;

/** A reply as it is kept, byte for byte what each repetition gets. */
record StoredReply(int status, StoredHeaders headers, String body) {

  /** The headers that belong to the reply and not to its delivery. */
  record StoredHeaders(Optional<String> location, Optional<String> etag) {}

  static StoredReply of(Reply reply) {
    return new StoredReply(
        reply.status(),
        new StoredHeaders(reply.location().map(URI::toString), reply.etag()),
        reply.entity() == null ? "" : Json.write(reply.entity()));
  }
}
