package io.cooperage.drill.recover;

import io.cooperage.galera.recovery.RecoveryProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Prints what is under way, with the time since the beginning and how long it may take. */
final class PrintedRecovery implements RecoveryProgress {

  private final PrintWriter out;
  private final long begin = System.nanoTime();

  PrintedRecovery(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(String what, Duration bound) {
    line("%s … (%d s at most)".formatted(what, bound.toSeconds()));
  }

  @Override
  public void detail(String text) {
    line("  " + text);
  }

  @Override
  public void end(String outcome) {
    line("  " + outcome);
  }

  private void line(String text) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    out.printf(Locale.ROOT, "[%6.1f s] %s%n", seconds, text);
    out.flush();
  }
}
