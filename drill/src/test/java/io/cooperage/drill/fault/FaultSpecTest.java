package io.cooperage.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultSpecTest {

  private static FaultSpec spec(String kind, List<String> targets, Map<String, String> parameters) {
    return new FaultSpec(FaultKind.named(kind), targets, parameters);
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    FaultSpec flapping = spec("flapping-link", List.of("dc2"), Map.of("share", "12.5"));

    assertThat(flapping.time("period")).isEqualTo(Duration.ofSeconds(2));
    assertThat(flapping.number("share")).isEqualTo(12.5);
    assertThat(spec("cut", List.of("dc2"), Map.of()).word("direction")).isEqualTo("both");
  }

  @Test
  void saysWhatItIsOnOneLine() {
    assertThat(spec("wan", List.of("dc1", "dc3"), Map.of("rtt", "40ms", "loss", "2")).what())
        .isEqualTo("wan dc1 dc3, loss=2, rtt=40ms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cut           | dc1     | direction=up     | direction of cut is up; give one of both, in, out.
          cut           | dc1     | colour=red       | cut has no parameter colour; it takes direction.
          drain         | dc1     | by=1s            | drain has no parameter by; it takes none.
          cut           |         |                  | cut has 0 targets (); give one or more datacenters.
          partial-cut   | dc1     |                  | partial-cut has 1 targets (dc1); give two datacenters.
          partial-cut   | dc1 dc1 |                  | partial-cut names a target twice (dc1, dc1); name each once.
          blackout      | dc1     |                  | blackout has 1 targets (dc1); give none: all datacenters.
          flapping-link | dc1     | share=100        | share of flapping-link is 100; give 1 to 99 %.
          flapping-link | dc1     | share=half       | share of flapping-link is half; give 1 to 99 %.
          flapping-link | dc1     | period=2         | period of flapping-link is 2; give 200ms to 1m.
          wan           | dc1     | rtt=3s           | rtt of wan is 3s; give 0ms to 2s.
          wan           | dc1     | rtt=0ms          | wan would change nothing; give rtt, or jitter, or loss, or bandwidth.
          clock-skew    | dc1     |                  | clock-skew wants the parameter by; give -24h to 24h.
          clock-skew    | dc1     | by=0s            | clock-skew would change nothing; give by.
          commit-cut    | dc1     | every=1.5        | every of commit-cut is 1.5; give 1 to 10000.
          commit-cut    | dc1     | every=0          | every of commit-cut is 0; give 1 to 10000.
          """)
  void refusesWhatTheKindDoesNotTake(
      String kind, String targets, String parameter, String message) {
    List<String> places = targets == null ? List.of() : List.of(targets.split(" "));
    Map<String, String> parameters =
        parameter == null ? Map.of() : Map.of(parameter.split("=")[0], parameter.split("=")[1]);

    assertThatThrownBy(() -> spec(kind, places, parameters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void anUnknownKindIsAnsweredWithThoseThatThereAre() {
    assertThatThrownBy(() -> FaultKind.named("earthquake"))
        .hasMessageStartingWith("There is no fault earthquake: choose from power-loss, kill, ");
  }

  @ParameterizedTest
  @EnumSource
  void everyDefaultIsAValueThatMayBeGiven(FaultKind kind) {
    for (FaultParameter parameter : kind.parameters()) {
      parameter
          .fallback()
          .ifPresent(value -> assertThat(parameter.values().contain(value)).isTrue());
    }
  }

  @ParameterizedTest
  @CsvSource({"40ms, 40", "-30s, -30000", "5m, 300000", "24h, 86400000", "1500ms, 1500", "0ms, 0"})
  void timesAreReadAsTheyAreWritten(String text, long millis) {
    assertThat(Times.parse(text)).isEqualTo(Duration.ofMillis(millis));
    assertThat(Times.format(Duration.ofMillis(millis))).isEqualTo(text);
  }
}
