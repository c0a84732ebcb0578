package io.cooperage.server.idempotency;

import java.net.URI;
import java.util.Optional;

/**
 * What a mutation answers, kept with its Idempotency-Key.
 *
 * @param location path of what was made, such as {@code /v3/clusters/00000042}
 * @param etag the bare version, without quotes
 * @param entity one of our wire records, or null for an answer without a body
 */
public record Reply(int status, Optional<URI> location, Optional<String> etag, Object entity) {
  public static Reply of(int status, Object entity) {
    return new Reply(status, Optional.empty(), Optional.empty(), entity);
  }

  public static Reply noContent() {
    return of(204, null);
  }

  public static Reply created(String location, String etag, Object entity) {
    return new Reply(201, Optional.of(URI.create(location)), Optional.of(etag), entity);
  }

  public static Reply accepted(String location, Object entity) {
    return new Reply(202, Optional.of(URI.create(location)), Optional.empty(), entity);
  }

  public Reply withEtag(String version) {
    return new Reply(status, location, Optional.of(version), entity);
  }
}
