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
  private final Thread atExit = new Thread(this::remove, "remove-lab");
  private Lab own;

  BorrowedLab(Path checkout, Lab chosen, PrintStream out) {
    this.checkout = checkout;
    this.chosen = chosen;
    this.out = out;
    this.stood = chosen.stands();
  }

  /** One that stands. */
  Lab standing() {
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
    if (stood) {
      throw new IllegalStateException(
          "A lab stands, so none is brought up from nothing. For this figure: `make down`, then"
              + " `make bench`, which brings up a lab of its own.");
    }
    giveBack();
    return List.of(bringUp());
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

  /** Whether the lab is one that stood before. */
  boolean stood() {
    return stood;
  }
}
