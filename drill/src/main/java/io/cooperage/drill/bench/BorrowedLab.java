package io.cooperage.drill.bench;

import io.cooperage.bench.Figure;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.LabException;
import io.cooperage.drill.lab.Progress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The lab of a run: the one that stands, or else one of the run's own, made from nothing when it is
 * first needed and removed with all its files at the end, also on Ctrl-C. Thread-safe.
 */
final class BorrowedLab {

  /** The last one for which there is a network: nobody else begins there. */
  private static final int OWN = 20;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path checkout;
  private final Lab chosen;
  private final PrintStream out;
  private final boolean stood;

  /** Why the chosen lab is not to be touched: it is another checkout's. */
  private final Optional<String> refusal;

  private final Thread atExit = new Thread(this::remove, "remove-lab");
  private Lab own;

  BorrowedLab(Path checkout, Lab chosen, PrintStream out) {
    this(checkout, chosen, chosen::stands, out);
  }

  /**
   * @param stands whether the chosen lab does; throws if it is not to be touched
   */
  BorrowedLab(Path checkout, Lab chosen, BooleanSupplier stands, PrintStream out) {
    this.checkout = checkout;
    this.chosen = chosen;
    this.out = out;
    Optional<String> problem = Optional.empty();
    boolean there = false;
    try {
      there = stands.getAsBoolean();
    } catch (LabException e) {
      problem = Optional.of(e.getMessage());
    }
    this.stood = there;
    this.refusal = problem;
  }

  /**
   * One that stands.
   *
   * @throws IllegalStateException if another checkout's does, beside which nothing is measured
   */
  Lab standing() {
    requireNone(refusal);
    if (stood) {
      return chosen;
    }
    if (own == null) {
      bringUp();
    }
    return own;
  }

  /**
   * How long a lab takes from nothing.
   *
   * @throws IllegalStateException if one stands
   */
  List<Figure> measureStart() {
    requireNone(whyNoStart());
    giveBack();
    return List.of(bringUp());
  }

  /** Why none can be brought up from nothing. */
  Optional<String> whyNoStart() {
    return stood
        ? Optional.of(
            "A lab stands, so none is brought up from nothing. For this figure: `make down`, then"
                + " `make bench`, which brings up a lab of its own.")
        : refusal;
  }

  private static void requireNone(Optional<String> problem) {
    problem.ifPresent(
        why -> {
          throw new IllegalStateException(why);
        });
  }

  private Figure bringUp() {
    out.println("      bringing up a lab for the measurements");
    Lab lab = Lab.open(checkout, OWN);
    synchronized (this) {
      own = lab;
    }
    Runtime.getRuntime().addShutdownHook(atExit);
    lab.down(true, Progress.silent());
    return UpTime.up(lab, true);
  }

  /** Removes the run's own lab, if it has one. */
  void giveBack() {
    synchronized (this) {
      if (own == null) {
        return;
      }
    }
    Ending.forget(atExit);
    remove();
  }

  /** Waits for a change of the lab that is under way, such as its start. */
  private synchronized void remove() {
    if (own == null) {
      return;
    }
    out.println("Removing the lab of the measurements");
    if (Poll.until(PATIENCE, () -> isDown(own))) {
      own = null;
    } else {
      out.printf("It could not be removed: LAB_INDEX=%d make down PURGE=1%n", OWN);
    }
  }

  private static boolean isDown(Lab lab) {
    try {
      lab.down(true, Progress.silent());
      return true;
    } catch (LabException e) {
      return false;
    }
  }

  /** Whether a lab stood before, be it another checkout's. */
  boolean stood() {
    return stood || refusal.isPresent();
  }
}
