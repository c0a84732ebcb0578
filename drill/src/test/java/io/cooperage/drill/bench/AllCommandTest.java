package io.cooperage.drill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllCommandTest {

  private static List<String> chosen(String... names) {
    return AllCommand.chosen(Benchmark.all(), List.of(names)).stream()
        .map(Benchmark::name)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "solver, solver",
    "task, task-throughput",
    "task.commits-large, task-throughput",
    "create.throughput, writes",
    "write.cluster-rtt40, writes",
    "lab, up-time memory",
    "create, create-latency writes",
    "polls.heap, long-polls"
  })
  void benchmarksAreChosenByNameByGroupOrByTheirFigures(String name, String benchmarks) {
    assertThat(chosen(name)).containsExactlyElementsOf(Arrays.asList(benchmarks.split(" ")));
  }

  @Test
  void withoutNamesAllAreMeasured() {
    assertThat(chosen()).hasSameSizeAs(Benchmark.all());
  }

  @Test
  void aNameOfNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chosen("solver", "weather"))
        .withMessageContaining("weather")
        .withMessageContaining("bench list");
  }

  @Test
  void everyBenchmarkOfTheServerIsMeasured() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("../server/app/src/test/java"))) {
      List<String> there =
          files
              .map(file -> Path.of("../server/app/src/test/java").relativize(file).toString())
              .filter(file -> file.endsWith("Benchmark.java"))
              .map(file -> file.replace(".java", "").replace('/', '.'))
              .toList();
      assertThat(Benchmark.all())
          .filteredOn(Benchmark.OfRooms.class::isInstance)
          .extracting(benchmark -> ((Benchmark.OfRooms) benchmark).mainClass())
          .containsExactlyInAnyOrderElementsOf(there);
    }
  }
}
