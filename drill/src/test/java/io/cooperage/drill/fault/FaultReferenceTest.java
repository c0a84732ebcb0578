package io.cooperage.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference says of every fault what the program says. */
class FaultReferenceTest {

  private static final Path REFERENCE = Path.of("../docs/reference/faults.md");

  @Test
  void theReferenceIsWhatTheProgramSays() throws IOException {
    List<String> wanted =
        Arrays.stream(FaultKind.values())
            .map(kind -> "* **`%s`** %s".formatted(kind.wireName(), kind.describe()))
            .toList();

    assertThat(
            Files.readAllLines(REFERENCE).stream()
                .filter(line -> line.startsWith("* **`"))
                .toList())
        .isEqualTo(wanted);
  }
}
