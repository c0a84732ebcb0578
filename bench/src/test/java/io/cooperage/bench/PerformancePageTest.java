package io.cooperage.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/reference/performance.md shows what performance.json says. */
class PerformancePageTest {

  private static final Path REFERENCE = Path.of("../docs/reference");

  @Test
  void thePageIsWhatTheFiguresSay() throws Exception {
    String page = Files.readString(REFERENCE.resolve("performance.md"));
    Results results = Results.read(REFERENCE.resolve("performance.json"));

    assertThat(page)
        .as("renew it with: bin/cooperage bench page --tables")
        .isEqualTo(new FigurePage(results).fill(page));
  }

  @Test
  void theFileIsAsItWouldBeWritten(@TempDir Path directory) throws Exception {
    Path file = REFERENCE.resolve("performance.json");
    Path again = directory.resolve("again.json");
    Results.read(file).write(again);

    assertThat(Files.readString(file)).isEqualTo(Files.readString(again));
  }
}
