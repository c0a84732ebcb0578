package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

  @Test
  void whatOneProgramTellsTheOtherHears() {
    Surroundings told = new Surroundings(Optional.of(Path.of("/run/door")), Optional.of("4711"));

    assertThat(Surroundings.of(told.environment())).isEqualTo(told);
  }

  @Test
  void whoIsToldNothingIsAlone() {
    assertThat(Surroundings.of(Map.of()))
        .isEqualTo(new Surroundings(Optional.empty(), Optional.empty()));
  }
}
