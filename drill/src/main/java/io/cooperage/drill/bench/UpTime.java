package io.cooperage.drill.bench;

import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.Progress;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cooperage bench up-time}. */
@Command(
    name = "up-time",
    mixinStandardHelpOptions = true,
    description =
        "Takes the lab down and up again, and says how long it took and what it needs."
            + " With --purge the lab's whole directory goes, earlier reports of drills and"
            + " measurements included.")
final class UpTime extends BenchRun {

  private static final double AT_MOST_SECONDS = 90;

  @Option(
      names = "--purge",
      description =
          "Begin without any data, as on a machine that has never seen it. Deletes all reports.")
  private boolean purge;

  /** What is purged, or does not stand, need not be waited for. */
  @Override
  void awaitQuiet(Lab lab) {
    if (!purge && lab.status().globalLoadBalancer()) {
      super.awaitQuiet(lab);
    }
  }

  @Override
  List<Figure> measure(Lab lab) {
    if (purge) {
      System.out.println("Deleting " + lab.directory() + " with all reports in it.");
    }
    lab.down(purge, Progress.silent());
    return List.of(up(lab, purge), Memory.ofLab(lab.index(), lab.directory()).figure());
  }

  /** Brings up a lab that is down. */
  static Figure up(Lab lab, boolean purged) {
    long begin = System.nanoTime();
    lab.up(Progress.silent());
    double seconds = (System.nanoTime() - begin) / 1e9;
    return Figure.of(purged ? "lab.up" : "lab.up-again", title(purged), "s", List.of(seconds))
        .wanted(Bound.atMost(AT_MOST_SECONDS));
  }

  static String title(boolean purged) {
    return purged
        ? "from nothing to all green, programs built"
        : "with the data kept, to all green";
  }
}
