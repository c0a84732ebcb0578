package io.cooperage.drill.bench;

import io.cooperage.bench.BenchJson;
import io.cooperage.bench.Figure;
import io.cooperage.bench.Part;
import io.cooperage.bench.Run;
import io.cooperage.drill.lab.Lab;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run of many benchmarks. After each one the run is written down, so that what was measured
 * outlives a Ctrl-C; the next run of the same commit goes on with what is missing.
 */
final class Session {

  private final PrintStream out = System.out;
  private final Path checkout;
  private final Path directory;
  private final Build build;
  private final Path file;
  private final boolean fresh;
  private final BorrowedLab lab;

  /**
   * @param chosen the lab to measure; if it does not stand, one is made for the time
   */
  Session(Path checkout, Lab chosen, boolean fresh) {
    this(checkout, chosen, fresh, new BorrowedLab(checkout, chosen, System.out));
  }

  Session(Path checkout, Lab chosen, boolean fresh, BorrowedLab lab) {
    this.checkout = checkout;
    this.directory = chosen.directory().resolve("bench");
    this.build = Build.of(checkout);
    this.file = directory.resolve("run-" + build.name() + ".json");
    this.fresh = fresh;
    this.lab = lab;
  }

  /**
   * Returns the command's exit code.
   *
   * @param keep whether what was measured before is kept, and what cannot be measured beside a lab
   *     that stands is skipped
   */
  int run(List<Benchmark> benchmarks, boolean keep) throws InterruptedException {
    Run run = begin();
    List<Benchmark> wanted = new ArrayList<>(benchmarks);
    out.println("Measuring " + build.name() + "; figures go to " + file);
    try {
      for (int i = 0; i < benchmarks.size(); i++) {
        Benchmark benchmark = benchmarks.get(i);
        if (Ending.isNear()) {
          throw new InterruptedException("The program is about to end");
        }
        out.printf("[%d/%d] %s: ", i + 1, benchmarks.size(), benchmark.title());
        if (keep && run.has(benchmark.name()) && !isAlwaysNew(benchmark)) {
          out.println("kept from " + run.parts().get(benchmark.name()).at());
          continue;
        }
        Optional<String> reason = keep ? whySkipped(benchmark) : Optional.empty();
        if (reason.isPresent()) {
          out.println("skipped. " + reason.get());
          wanted.remove(benchmark);
          continue;
        }
        out.println("measuring");
        run = with(run, benchmark);
        BenchJson.write(file, run);
      }
    } finally {
      lab.giveBack();
    }
    return publish(run, wanted);
  }

  private Optional<String> whySkipped(Benchmark benchmark) {
    return benchmark instanceof Benchmark.OfStart ? lab.whyNoStart() : Optional.empty();
  }

  /** Drills may have run since. */
  private static boolean isAlwaysNew(Benchmark benchmark) {
    return benchmark instanceof Benchmark.OfDrills;
  }

  private Run begin() {
    if (!fresh && build.isCommitted() && Files.exists(file)) {
      return BenchJson.read(file, Run.class);
    }
    Run run = Run.begin(Instant.now(), build.name(), Host.describe());
    return lab.stood() ? run.withNote("the lab stood before and while rooms were measured") : run;
  }

  /** A benchmark that fails is written down as that, and others go on. */
  private Run with(Run run, Benchmark benchmark) throws InterruptedException {
    Instant begin = Instant.now();
    List<Figure> figures = List.of();
    Optional<String> problem = Optional.empty();
    try {
      figures = measure(benchmark);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (Ending.isNear()) {
        throw new InterruptedException(e.getMessage());
      }
      String message = e.getMessage() == null ? e.toString() : e.getMessage();
      problem = Optional.of(message);
      out.println("      NOT MEASURED: " + message);
    }
    double seconds = Duration.between(begin, Instant.now()).toMillis() / 1e3;
    out.printf("      %d figures in %.0f s%n", figures.size(), seconds);
    return run.with(benchmark.name(), new Part(begin, seconds, problem), figures);
  }

  private List<Figure> measure(Benchmark benchmark) throws Exception {
    String command = "bin/cooperage bench all --only " + benchmark.name();
    if (benchmark instanceof Benchmark.OfRooms rooms) {
      List<Figure> figures = new RoomBenchmarks(checkout, directory).run(rooms);
      return by(command, figures);
    } else if (benchmark instanceof Benchmark.OfStart) {
      return by("make bench", lab.measureStart());
    } else if (benchmark instanceof Benchmark.OfLab ofLab) {
      return by("bin/cooperage bench " + ofLab.name(), ofLab.measure(lab.standing()));
    }
    return build
        .since()
        .map(since -> DrillFigures.since(directory.resolveSibling("drills"), since))
        .orElse(List.of());
  }

  private static List<Figure> by(String command, List<Figure> figures) {
    return figures.stream().map(figure -> figure.by(command)).toList();
  }

  private int publish(Run run, List<Benchmark> benchmarks) {
    int code = Published.print(run, directory, "all");
    List<String> missing =
        benchmarks.stream().map(Benchmark::name).filter(name -> !run.has(name)).toList();
    if (!missing.isEmpty()) {
      out.println("Not measured: " + String.join(", ", missing));
      return Published.NOT_MEASURED;
    }
    out.println("To show these figures in docs/reference/performance.md: bin/cooperage bench page");
    return code;
  }
}
