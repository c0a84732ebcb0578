package io.cooperage.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {

  private static final Figure PLAIN = Figure.of("a.b", "a figure", "ms", List.of(30.0, 10.0, 26.0));

  @Test
  void medianAndSpreadAreOfAllRepetitions() {
    assertThat(PLAIN.median()).isEqualTo(26);
    assertThat(PLAIN.min()).isEqualTo(10);
    assertThat(PLAIN.max()).isEqualTo(30);
    assertThat(Figure.of("a.b", "even", "", List.of(4.0, 1.0)).median()).isEqualTo(2.5);
  }

  @Test
  void ratioIsOfTheMedians() {
    Figure compared = PLAIN.comparedWith("bare", List.of(20.0, 1.0, 99.0));
    assertThat(compared.ratio()).contains(1.3);
    assertThat(compared.wanted(Bound.ratioAtMost(1.3)).met()).contains(true);
    assertThat(compared.wanted(Bound.ratioAtMost(1.29)).met()).contains(false);
    assertThat(compared.wanted(Bound.ratioAtLeast(1.31)).met()).contains(false);
  }

  @Test
  void worstCountsTheFirstCallAndMedianDoesNot() {
    Figure first = PLAIN.withFirst(40);
    assertThat(first.wanted(Bound.neverAbove(39)).met()).contains(false);
    assertThat(first.wanted(Bound.neverAbove(40)).met()).contains(true);
    assertThat(first.wanted(Bound.atMost(26)).met()).contains(true);
    assertThat(PLAIN.wanted(Bound.atLeast(27)).met()).contains(false);
  }

  @Test
  void nothingWantedIsNeitherMetNorMissed() {
    assertThat(PLAIN.met()).isEmpty();
  }

  @Test
  void aFigureWithoutValuesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Figure.of("a.b", "none", "ms", List.of()))
        .withMessageContaining("a.b");
  }

  @Test
  void aRatioToNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PLAIN.wanted(Bound.ratioAtMost(2)))
        .withMessageContaining("compared with nothing");
  }

  @Test
  void itIsTheSameAfterWritingAndReading(@TempDir Path directory) {
    Figure full =
        PLAIN
            .withNote("a note")
            .withFirst(40)
            .comparedWith("bare", List.of(20.0))
            .wanted(Bound.ratioAtMost(1.3))
            .by("make bench");
    for (Figure figure : List.of(PLAIN, full)) {
      assertThat(BenchJson.parse(BenchJson.line(figure), Figure.class)).isEqualTo(figure);
    }
    assertThat(BenchJson.line(full)).contains("\"ratio\":1.3", "\"met\":true", "\"median\":26.0");
    Path file = directory.resolve("deep/run.json");
    BenchJson.write(file, full);
    assertThat(BenchJson.read(file, Figure.class)).isEqualTo(full);
  }
}
