package io.cooperage.drill.lab.command;

import io.cooperage.drill.lab.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints each step with the time since the beginning. */
final class PrintedProgress implements Progress {

  private final PrintWriter out;
  private final long begin = System.nanoTime();
  private String current = "";

  PrintedProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void step(String name) {
    current = name;
    line("…");
  }

  @Override
  public void detail(String text) {
    line("  " + text);
  }

  @Override
  public void done(String outcome) {
    line(outcome);
  }

  private void line(String text) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    out.printf(Locale.ROOT, "[%6.1f s] %-14s %s%n", seconds, current, text);
    out.flush();
  }
}
