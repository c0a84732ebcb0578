package io.cooperage.drill.run;

import io.cooperage.drill.report.DrillReport;
import java.io.PrintStream;

/** Breaks something on purpose and judges the outcome. */
public interface Drill {

  /** The name on the command line. */
  String name();

  /**
   * Runs it, saying on {@code out} what happens when, and writes its report.
   *
   * @param command that the report names as its origin
   */
  DrillReport run(String command, PrintStream out) throws InterruptedException;
}
