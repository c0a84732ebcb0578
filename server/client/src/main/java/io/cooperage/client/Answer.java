package io.cooperage.client;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.function.Function;

/** A 2xx answer, with what its headers say, after {@code attempts} attempts. */
public record Answer<T>(int status, HttpHeaders headers, int attempts, T body) {
  public Optional<String> requestId() {
    return headers.firstValue("X-Request-Id");
  }

  /** The datacenter that answered. */
  public Optional<String> datacenter() {
    return headers.firstValue("X-Datacenter");
  }

  /** Where the write stands in the order of all writes. */
  public Optional<String> commitPosition() {
    return headers.firstValue("Commit-Position");
  }

  public Optional<String> etag() {
    return headers.firstValue("ETag");
  }

  public Optional<String> location() {
    return headers.firstValue("Location");
  }

  <U> Answer<U> map(Function<T, U> function) {
    return new Answer<>(status, headers, attempts, function.apply(body));
  }
}
