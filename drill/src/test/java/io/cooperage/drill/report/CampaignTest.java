package io.cooperage.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.history.DrillJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTest {
  private static final String OUTAGE = "longest outage, clients of dc1, writes";

  @TempDir private Path drills;

  private static DrillReport run(int seed, long outageMillis, int lost) {
    return run(
        seed,
        Figure.none("acknowledged writes missing", lost, " of 100"),
        Figure.atMost(OUTAGE, Duration.ofMillis(outageMillis), Duration.ofSeconds(1)),
        Figure.fact("the database came back by", "IST"));
  }

  private static DrillReport run(int seed, Figure... figures) {
    return new DrillReport(
        new DrillReport.Origin(
            "dc-loss",
            "cooperage drill run dc-loss --runs 3",
            Instant.parse("2026-11-30T12:00:00Z").plusSeconds(seed),
            Map.of("failure detector", "metro", Campaign.SEED, Integer.toString(seed))),
        List.of(figures),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of());
  }

  @Test
  void saysTheMedianAndTheSpreadOfEachFigureAndByHowManyRunsItsLimitWasKept() {
    Campaign campaign = Campaign.of(List.of(run(1, 700, 0), run(2, 1200, 0), run(3, 800, 0)));

    Spread outage = campaign.figures().get(1);
    assertThat(outage.median()).isEqualTo(0.8);
    assertThat(outage.least()).isEqualTo(0.7);
    assertThat(outage.most()).isEqualTo(1.2);
    assertThat(campaign.table())
        .containsPattern("^ +median +least +most +limit +kept by")
        .containsPattern(OUTAGE + " +0.80 s +0.70 s +1.20 s +≤ 1.00 s +2 of 3");
    assertThat(campaign.judgement()).isEqualTo(Judgement.OVER_LIMIT);
    assertThat(campaign.options()).containsOnly(Map.entry("failure detector", "metro"));
  }

  @Test
  void oneBrokenGuaranteeIsTheJudgementOfAll() {
    Campaign campaign = Campaign.of(List.of(run(1, 700, 0), run(2, 700, 1)));

    assertThat(campaign.judgement()).isEqualTo(Judgement.GUARANTEE_BROKE);
    assertThat(campaign.markdown())
        .contains("| acknowledged writes missing | 1 | 0 | 1 | 0 | 1 of 2 |")
        .contains("all well: 1, guarantee broken: 1");
  }

  @Test
  void aLimitFromBelowIsKeptByTheRunsAboveIt() {
    Campaign campaign =
        Campaign.of(
            List.of(
                run(1, Figure.atLeast("COMMITs cut", 1100, Optional.of(1000))),
                run(2, Figure.atLeast("COMMITs cut", 990, Optional.of(1000)))));

    assertThat(campaign.table()).containsPattern("COMMITs cut +1100 +990 +1100 +≥ 1000 +1 of 2");
    assertThat(campaign.markdown())
        .contains("| COMMITs cut | 1100 | 990 | 1100 | ≥ 1000 | 1 of 2 |");
    assertThat(campaign.judgement()).isEqualTo(Judgement.OVER_LIMIT);
  }

  @Test
  void isKeptAsAPageAndAsJson() throws Exception {
    Path page = Campaign.of(List.of(run(1, 700, 0))).write(drills);

    assertThat(page).isEqualTo(drills.resolve("campaigns/20261130-120001-dc-loss.md"));
    Path json = page.resolveSibling("20261130-120001-dc-loss.json");
    assertThat(DrillJson.MAPPER.readTree(Files.readString(json)).at("/figures/1/median").asDouble())
        .isEqualTo(0.7);
  }
}
