package io.cooperage.drill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.bench.Bound;
import io.cooperage.drill.report.ReportDirectory;
import io.cooperage.drill.report.SampleDrill;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillFiguresTest {

  private static final Instant COMMIT = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir private Path drills;

  private void ran(Duration after, double seconds) {
    Instant at = COMMIT.plus(after);
    ReportDirectory.create(drills, at, "dc-loss")
        .write(
            "report.json",
            SampleDrill.report(at, Map.of(), Duration.ofMillis((long) (seconds * 1000))));
  }

  @Test
  void runsSinceTheCommitAreRepetitionsOfOneFigure() {
    ran(Duration.ofMinutes(-5), 9);
    ran(Duration.ofMinutes(5), 1.5);
    ran(Duration.ofMinutes(10), 2.5);

    assertThat(DrillFigures.since(drills, COMMIT))
        .singleElement()
        .satisfies(
            figure -> {
              assertThat(figure.id()).isEqualTo("drill.dc-loss-longest-outage");
              assertThat(figure.values()).containsExactlyInAnyOrder(1.5, 2.5);
              assertThat(figure.unit()).isEqualTo("s");
              assertThat(figure.wanted()).contains(Bound.neverAbove(3));
              assertThat(figure.command()).isEqualTo("bin/cooperage drill run dc-loss");
            });
  }

  @Test
  void withoutDrillsThereAreNoFigures() {
    assertThat(DrillFigures.since(drills.resolve("none"), COMMIT)).isEmpty();
  }
}
