package io.cooperage.cli;

import io.cooperage.client.ApiException;
import io.cooperage.client.UnreachableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks again and again until something has happened. A server that cannot be reached meanwhile
 * ends the wait only when its time is up: another datacenter may answer.
 */
final class Watch {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int NOT_NOW = 503;

  private final Duration timeout;
  private final Terminal terminal;
  private String last = "";

  Watch(Duration timeout, Terminal terminal) {
    this.timeout = timeout;
    this.terminal = terminal;
  }

  /**
   * @param look gives the end, or nothing yet; may {@link #progress} meanwhile
   * @throws WaitedInVainException with {@code what} when time is up
   */
  <T> T until(Supplier<Optional<T>> look, String what) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        Optional<T> end = look.get();
        if (end.isPresent()) {
          return end.get();
        }
      } catch (UnreachableException e) {
        progress("No answer, still trying: " + e.getMessage());
      } catch (ApiException e) {
        if (e.status() != NOT_NOW) {
          throw e;
        }
        progress("Not now, still trying: " + e.problem().detail());
      }
      pause(deadline, what);
    }
  }

  /** Says {@code line}, unless it is what was said last. */
  void progress(String line) {
    if (!line.equals(last)) {
      terminal.say(line);
      last = line;
    }
  }

  private void pause(long deadline, String what) {
    if (System.nanoTime() >= deadline) {
      throw new WaitedInVainException(
          "Waited " + timeout.toSeconds() + " s for " + what + ". Last seen: " + last);
    }
    try {
      new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WaitedInVainException("Interrupted while waiting for " + what);
    }
  }
}
