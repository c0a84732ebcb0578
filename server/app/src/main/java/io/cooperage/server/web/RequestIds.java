package io.cooperage.server.web;

import java.util.concurrent.ThreadLocalRandom;

/** Makes ids that are unique enough to find a request in the logs of all datacenters. */
public final class RequestIds {
  private RequestIds() {}

  public static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "%016x%08x".formatted(random.nextLong(), random.nextInt());
  }
}
