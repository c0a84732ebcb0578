package io.cooperage.drill.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionReaderTest {

  private static final String TEXT =
      """
      drill: mine
      hypothesis: Nothing happens.
      parameters: {dc: dc2, lasting: 30s, rate: 24}
      variants:
        short: {lasting: 10s, rate: 12}
      load: {rate: $rate, creates: 35, deletes: 20, gets: 35, longJobs: 2, volley: 24}
      leadIn: 15s
      steadyState:
        - {measure: failures, clients: all, above: 5%}
      timeline:
        - {at: 20s, fault: kill, targets: [dc3], with: {only: galera}, lasting: 500ms}
        - {at: 0s, fault: cut, targets: [$dc], lasting: $lasting}
      leadOut: 1m
      guardrails:
        - {measure: silence, clients: survivors, above: 30s}
      limits:
        - {figure: outage, clients: global, atMost: 4s}
        - {figure: takeover, atMost: 10s}
        - {figure: cuts, atLeast: 1000}
        - {figure: false-suspicions, atMost: 0}
      """;

  private static DrillDefinition read(String text, Map<String, String> settings) {
    return DefinitionReader.read("mine.yaml", text, "", settings);
  }

  @Test
  void everythingIsReadAndFaultsAreInTheOrderOfTheirTimes() {
    DrillDefinition drill = read(TEXT, Map.of());

    assertThat(drill.load()).isEqualTo(new LoadShape(24, 35, 20, 35, 2, 24));
    assertThat(drill.steadyState())
        .containsExactly(new Bound(Bound.Measure.FAILURES, Clients.ALL, "5%"));
    assertThat(drill.timeline())
        .containsExactly(
            new Step(
                Duration.ZERO,
                new FaultSpec(FaultKind.CUT, List.of("dc2"), Map.of()),
                Duration.ofSeconds(30)),
            new Step(
                Duration.ofSeconds(20),
                new FaultSpec(FaultKind.KILL, List.of("dc3"), Map.of("only", "galera")),
                Duration.ofMillis(500)));
    assertThat(drill.limits())
        .containsExactly(
            limit(Limit.Measured.OUTAGE, Optional.of(Clients.GLOBAL), "4s"),
            limit(Limit.Measured.TAKEOVER, Optional.empty(), "10s"),
            new Limit(Limit.Measured.CUTS, Optional.empty(), Optional.empty(), Optional.of(1000)),
            limit(Limit.Measured.FALSE_SUSPICIONS, Optional.empty(), "0"));
    assertThat(drill.length()).isEqualTo(Duration.ofSeconds(15 + 30 + 60));
    assertThat(drill.blackout()).isFalse();
  }

  private static Limit limit(Limit.Measured figure, Optional<Clients> clients, String atMost) {
    return new Limit(figure, clients, Optional.of(atMost), Optional.empty());
  }

  @Test
  void settingsComeBeforeTheVariantAndTheVariantBeforeTheParameters() {
    DrillDefinition drill =
        DefinitionReader.read("mine.yaml", TEXT, "short", Map.of("rate", "7", "dc", "dc1"));

    assertThat(drill.load().rate()).isEqualTo(7);
    assertThat(drill.timeline().get(0).lasting()).isEqualTo(Duration.ofSeconds(10));
    assertThat(drill.timeline().get(0).fault().targets()).containsExactly("dc1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "leadIn: 15s | leadIn: soon | leadIn: \"soon\" is no time; write it like 300ms, 20s or 2m",
        "leadOut: 1m | leadOut: 3h | leadOut: \"3h\" is no time",
        "lasting: 500ms | lasting: 0s | timeline[0]: the fault lasts 0s",
        "fault: cut | fault: burn | There is no fault burn",
        "above: 5% | above: 5s | \"5s\" is no share",
        "measure: silence | measure: noise | noise",
        "figure: takeover | figure: outage | needs \"clients\"",
        "takeover, atMost: 10s | takeover, atLeast: 10 | the limit of takeover is a time",
        "takeover, atMost: 10s | takeover | the limit of takeover is a time",
        "cuts, atLeast: 1000 | cuts, atMost: 1s | the limit of cuts is how many there are at least",
        "cuts, atLeast: 1000 | cuts, atLeast: 0 | the limit of cuts is how many there are at least",
        "atMost: 0} | atMost: 0s} | limits[3]: \"0s\" is no count; write a whole number, such as 0",
        "atMost: 10s | atMost: 10 | limits[1]: \"10\" is no time",
        "figure: takeover | clients: all, figure: takeover | has no \"clients\"",
        "rate: $rate | rate: 0 | rate is 0.0; it must be above 0",
        "creates: 35 | creates: 95 | 100 together at most",
        "volley: 24 | volley: 23 | an even number",
        "targets: [$dc] | targets: [$town] | $town is used, but \"parameters\" has only",
        "guardrails: | gardrails: | gardrails is not known here; known are",
        "leadOut: 1m | leadout: 1m | leadOut is missing",
        "drill: mine | drill: [ | line",
        "leadOut: 1m | leadOut: 120m | two hours are the longest",
      })
  void whatIsWrongIsNamedWithItsPlaceAndTheRemedy(String right, String wrong, String message) {
    assertThat(TEXT).contains(right);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(TEXT.replace(right, wrong), Map.of()))
        .withMessageStartingWith("mine.yaml: ")
        .withMessageContaining(message);
  }

  @Test
  void missingKeysAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(TEXT.replace("leadIn: 15s\n", ""), Map.of()))
        .withMessageContaining("leadIn");
  }

  @Test
  void anUnknownSettingOrVariantIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(TEXT, Map.of("town", "Berlin")))
        .withMessage("mine.yaml: it has no parameter \"town\"; it has [dc, lasting, rate].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DefinitionReader.read("mine.yaml", TEXT, "long", Map.of()))
        .withMessage("mine.yaml: it has no variant long.");
  }

  @Test
  void aDrillWithoutAFaultIsRefused() {
    String without = TEXT.replaceAll("(?m)^  - \\{at: .*\\n", "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(without, Map.of()))
        .withMessageContaining("the timeline has no fault");
  }
}
