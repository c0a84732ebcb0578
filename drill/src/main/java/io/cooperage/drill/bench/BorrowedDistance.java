package io.cooperage.drill.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The distance between datacenters while a measurement sets it; afterwards, also on Ctrl-C, it is
 * what it was before. Thread-safe.
 */
final class BorrowedDistance implements AutoCloseable {

  private static final Pattern MILLIS = Pattern.compile("(\\d{1,6}) ms");

  private final Duration before;
  private final Consumer<Duration> setting;
  private final Thread atExit = new Thread(this::close, "restore-distance");
  private boolean borrowed;

  private BorrowedDistance(Duration before, Consumer<Duration> setting) {
    this.before = before;
    this.setting = setting;
  }

  /**
   * Sets {@code distance}, a round trip.
   *
   * @param before as the lab's status says it: {@code 40 ms}, or empty for none
   */
  static BorrowedDistance set(
      Duration distance, Optional<String> before, Consumer<Duration> setting, PrintStream out) {
    BorrowedDistance borrowed = new BorrowedDistance(parse(before, out), setting);
    borrowed.begin(distance);
    return borrowed;
  }

  private static Duration parse(Optional<String> before, PrintStream out) {
    Matcher millis = MILLIS.matcher(before.orElse("0 ms"));
    if (millis.matches()) {
      return Duration.ofMillis(Long.parseLong(millis.group(1)));
    }
    out.println("The distance is " + before.orElseThrow() + "; afterwards there will be none.");
    return Duration.ZERO;
  }

  private synchronized void begin(Duration distance) {
    Runtime.getRuntime().addShutdownHook(atExit);
    borrowed = true;
    try {
      setting.accept(distance);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    if (!borrowed) {
      return;
    }
    borrowed = false;
    if (Thread.currentThread() != atExit) {
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
    setting.accept(before);
  }
}
