package io.cooperage.drill.run;

import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * A fault that does not outlive its drill: what the drill has not mended when it ends, however it
 * ends, is mended by {@link #close}, or on Ctrl-C when the program exits. Thread-safe.
 */
final class Fault implements AutoCloseable {

  private final String mending;
  private final Supplier<Return> mend;
  private final PrintStream out;
  private final Thread atExit = new Thread(this::close, "mend");
  private boolean stands;

  /**
   * @param mending what is said when the fault is mended out of turn: {@code start dc2}
   */
  Fault(String mending, Supplier<Return> mend, PrintStream out) {
    this.mending = mending;
    this.mend = mend;
    this.out = out;
  }

  /** Breaks; a fault that came half is mended too. */
  synchronized void inject(Runnable fault) {
    Runtime.getRuntime().addShutdownHook(atExit);
    stands = true;
    fault.run();
  }

  /** Mends it, once: when that fails, nothing tries again. */
  synchronized Return mend() {
    if (!stands) {
      throw new IllegalStateException("There is no fault to mend (" + mending + ")");
    }
    stands = false;
    forgetExit();
    return mend.get();
  }

  @Override
  public synchronized void close() {
    if (!stands) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    out.println("The drill ends early: " + mending);
    try {
      mend();
    } catch (RuntimeException e) {
      out.printf(
          "The fault is still there, since \"%s\" failed: %s%n"
              + "`bin/cooperage lab status` shows what is not well.%n",
          mending, e.getMessage());
    } finally {
      out.flush();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void forgetExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      out.println("The program is exiting; first: " + mending);
    }
  }
}
