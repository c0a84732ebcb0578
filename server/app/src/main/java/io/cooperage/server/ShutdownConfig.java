package io.cooperage.server;

import io.dropwizard.util.Duration;

/**
 * How a server stops.
 *
 * @param notice how long it says that it is not ready, but still serves, so that load balancers
 *     leave it first; default 1500 ms
 * @param drain how long work in progress may take to end; default 10 s
 */
public record ShutdownConfig(Duration notice, Duration drain) {
  public ShutdownConfig {
    notice = notice == null ? Duration.milliseconds(1500) : notice;
    drain = drain == null ? Duration.seconds(10) : drain;
  }

  static ShutdownConfig defaults() {
    return new ShutdownConfig(null, null);
  }
}
