package io.cooperage.server.driver;

import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * How background work gives way to users. While several wait for answers of this server, a driver
 * rests several times as long as its last tick took: it gets a bounded share of the machine, never
 * none, and what gathers while it rests is done together. One user alone is no crowd. Thread-safe.
 */
public final class Courtesy {
  private static final int CROWD = 2;
  private static final int REST = 4;
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final IntSupplier waitingUsers;

  /**
   * @param waitingUsers how many requests of users this server is working on
   */
  public Courtesy(IntSupplier waitingUsers) {
    this.waitingUsers = waitingUsers;
  }

  /** How long to leave the machine to others after a tick that took {@code worked}. */
  Duration restAfter(Duration worked) {
    if (waitingUsers.getAsInt() < CROWD) {
      return Duration.ZERO;
    }
    Duration rest = worked.multipliedBy(REST);
    return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
  }
}
