package io.cooperage.drill.bench;

import io.cooperage.client.ClientConfig;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.RetryPolicy;
import java.net.URI;
import java.time.Duration;

/** How measurements talk to the API. */
final class BenchClients {

  private BenchClients() {}

  /** Never repeats: what it measures is one request. */
  static CooperageClient once(URI url, String token) {
    return new CooperageClient(ClientConfig.of(url, token).withRetry(RetryPolicy.none()));
  }

  /** Repeats, for what is not measured. */
  static CooperageClient patient(URI url, String token) {
    return new CooperageClient(ClientConfig.of(url, token).withDeadline(Duration.ofSeconds(60)));
  }

  /** Begins the names of everything that a measurement makes. */
  static String prefix() {
    return "bench-" + Long.toString(System.currentTimeMillis(), 36);
  }
}
