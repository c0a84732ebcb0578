package io.cooperage.server.web;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Makes ids that are unique enough to find a request in the logs of all datacenters. */
public final class RequestIds {
  private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private RequestIds() {}

  /** What the client sent, or a new id if that is null or cannot be trusted in a log. */
  public static String soundOrNext(String sent) {
    return sent != null && SOUND.matcher(sent).matches() ? sent : next();
  }

  public static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "%016x%08x".formatted(random.nextLong(), random.nextInt());
  }
}
