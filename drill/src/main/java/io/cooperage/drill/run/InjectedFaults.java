package io.cooperage.drill.run;

import io.cooperage.drill.definition.Step;
import io.cooperage.drill.fault.FaultSite;
import io.cooperage.drill.fault.Injection;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The faults that a drill has injected and not yet healed. None outlives its drill: {@link #close}
 * heals them, or the exit of the program does on Ctrl-C, or, when the program is killed, the dead
 * man's timer of each. Thread-safe.
 */
final class InjectedFaults implements AutoCloseable {

  /**
   * What a takeover that is awaited and a healing that is slow may take beyond the planned time.
   */
  private static final Duration GRACE = Duration.ofMinutes(6);

  private final FaultSite site;
  private final PrintStream out;
  private final Thread atExit = new Thread(this::close, "heal");
  private final Map<Step, Injection> standing = new LinkedHashMap<>();

  InjectedFaults(FaultSite site, PrintStream out) {
    this.site = site;
    this.out = out;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Breaks.
   *
   * @param aimed runs just before
   */
  synchronized void inject(Step step, Runnable aimed) {
    standing.put(step, site.inject(step.fault(), step.lasting().plus(GRACE), aimed));
  }

  /**
   * Heals it, once: when that fails, only the dead man tries again.
   *
   * @return how often it had hit something, if it counts that
   */
  synchronized OptionalLong heal(Step step) {
    Injection injection = standing.remove(step);
    if (injection == null) {
      throw new IllegalStateException("%s does not stand".formatted(step.fault().what()));
    }
    injection.heal();
    return injection.hits();
  }

  @Override
  public synchronized void close() {
    boolean interrupted = Thread.interrupted();
    List<Step> left = new ArrayList<>(standing.keySet());
    for (Step step : left) {
      out.println("The drill ends early: heal " + step.fault().what());
      try {
        heal(step);
      } catch (RuntimeException e) {
        out.printf(
            "%s still stands: %s%n`bin/cooperage lab status` shows what is not well.%n",
            step.fault().what(), e.getMessage());
      }
    }
    out.flush();
    forgetExit();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void forgetExit() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      out.println("The program exits with all faults healed.");
    }
  }
}
