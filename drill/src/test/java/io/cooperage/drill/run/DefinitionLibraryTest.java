package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cooperage.drill.definition.DrillDefinition;
import io.cooperage.drill.definition.DrillPlan;
import io.cooperage.drill.definition.Limit;
import io.cooperage.drill.definition.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionLibraryTest {

  private static final Topology THREE =
      new Topology(
          Set.of("dc1", "dc2", "dc3"),
          Duration.ofSeconds(1),
          Duration.ofMillis(1_500),
          Duration.ofMillis(100),
          Duration.ofSeconds(6));

  static List<String> names() {
    return DefinitionLibrary.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsShippedIsValidAndSurvivedOrMeantAsABlackout(String name) {
    for (String variant : List.of("", "short")) {
      DrillDefinition drill = DefinitionLibrary.find(name, variant, Map.of());
      assertThat(drill.drill()).isEqualTo(name);
      assertThat(DrillPlan.of(drill, THREE).refusal()).isEmpty();
      assertThat(drill.blackout()).isEqualTo(name.equals("blackout"));
    }
  }

  @Test
  void theSoakTakesHalfAnHourAtTheLoadOfTheOthersAndSuspectsNobody() {
    DrillDefinition soak = DefinitionLibrary.find("soak", "", Map.of());
    DrillDefinition brief = DefinitionLibrary.find("soak", "short", Map.of());

    assertThat(soak.length()).isEqualTo(Duration.ofMinutes(30));
    assertThat(brief.length()).isLessThan(Duration.ofMinutes(2));
    assertThat(soak.load().rate())
        .isEqualTo(DefinitionLibrary.find("dc-loss", "", Map.of()).load().rate());
    assertThat(soak.limits())
        .containsExactly(
            new Limit(
                Limit.Measured.FALSE_SUSPICIONS,
                Optional.empty(),
                Optional.of("0"),
                Optional.empty()));
    assertThat(DrillPlan.of(soak, THREE).victims()).containsExactly("dc2");
  }

  @Test
  void everyShippedFileIsListed() throws IOException {
    Path shipped = Path.of("src/main/resources/io/cooperage/drill/definition");
    try (Stream<Path> files = Files.list(shipped)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(names());
    }
  }

  @Test
  void ofAFileTheNameIsSaidInErrors(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("mine.yaml"), "drill: mine\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DefinitionLibrary.find(file.toString(), "", Map.of()))
        .withMessageStartingWith(file.toString());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DefinitionLibrary.find("no-such.yaml", "", Map.of()))
        .withMessageContaining("no-such.yaml");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DefinitionLibrary.find("dc-los", "", Map.of()))
        .withMessageContaining("there are dc-loss,");
  }
}
