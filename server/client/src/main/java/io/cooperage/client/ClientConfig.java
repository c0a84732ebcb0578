package io.cooperage.client;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the API is and how patient its callers are. {@code attemptTimeout} bounds one HTTP
 * exchange, {@code deadline} a call with all its repetitions.
 */
public record ClientConfig(
    URI url,
    String token,
    Duration connectTimeout,
    Duration attemptTimeout,
    Duration deadline,
    RetryPolicy retry) {
  public ClientConfig {
    Objects.requireNonNull(url, "url");
    token = token.strip();
  }

  /** Connects within 2 s, waits 10 s for an answer, gives up after 30 s. */
  public static ClientConfig of(URI url, String token) {
    return new ClientConfig(
        url,
        token,
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        RetryPolicy.standard());
  }

  /** The same for another caller. */
  public ClientConfig withToken(String value) {
    return new ClientConfig(url, value, connectTimeout, attemptTimeout, deadline, retry);
  }

  public ClientConfig withDeadline(Duration value) {
    return new ClientConfig(url, token, connectTimeout, attemptTimeout, value, retry);
  }

  public ClientConfig withAttemptTimeout(Duration value) {
    return new ClientConfig(url, token, connectTimeout, value, deadline, retry);
  }

  public ClientConfig withConnectTimeout(Duration value) {
    return new ClientConfig(url, token, value, attemptTimeout, deadline, retry);
  }

  public ClientConfig withRetry(RetryPolicy value) {
    return new ClientConfig(url, token, connectTimeout, attemptTimeout, deadline, value);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "ClientConfig[url=" + url + ", deadline=" + deadline + "]";
  }
}
