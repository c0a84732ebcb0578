package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeasePolicyTest {
  private static ClusterTemplate template(String initial) {
    return Json.read(
        """
        {"name": "t", "administration": {"leaseduration": {"initial": "%s", "max": 0, "step": 0}}}
        """
            .formatted(initial),
        ClusterTemplate.class);
  }

  @Test
  void withoutAWishTheTemplateDecides() {
    assertThat(LeasePolicy.initial(template("2d"), Optional.empty())).isEqualTo(172_800_000L);
  }

  @Test
  void lessThanTheTemplateAllowsIsFine() {
    assertThat(LeasePolicy.initial(template("2h"), Optional.of(60_000L))).isEqualTo(60_000L);
  }

  @Test
  void moreThanTheTemplateAllowsIsRefused() {
    assertThatThrownBy(() -> LeasePolicy.initial(template("1s"), Optional.of(1001L)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("at most 1000 ms");
    assertThatThrownBy(() -> LeasePolicy.initial(template("1s"), Optional.of(0L)))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void aTemplateThatAllowsAnEternityAllowsACentury() {
    assertThat(LeasePolicy.initial(template("9999999999d"), Optional.empty()))
        .isEqualTo(LeasePolicy.LONGEST);
  }

  @Test
  void anUnlimitedTemplateAllowsAnything() {
    assertThat(LeasePolicy.initial(template("0"), Optional.of(5L))).isEqualTo(5L);
    assertThat(LeasePolicy.initial(template("0"), Optional.empty())).isZero();
  }

  @Test
  void aLeaseIsExtendedByOneStepUnlessLessIsAskedFor() {
    assertThat(LeasePolicy.extended(CLUSTER, stepping("3h", "1h"), Optional.empty()))
        .isEqualTo(END.plusSeconds(3600));
    assertThat(LeasePolicy.extended(CLUSTER, stepping("3h", "1h"), Optional.of(1000L)))
        .isEqualTo(END.plusSeconds(1));
    assertThatThrownBy(
            () -> LeasePolicy.extended(CLUSTER, stepping("3h", "1h"), Optional.of(3_600_001L)))
        .hasMessageContaining("1 to 3600000 ms");
    assertThatThrownBy(() -> LeasePolicy.extended(CLUSTER, stepping("0", "0"), Optional.empty()))
        .hasMessageContaining("extension is 0 ms");
  }

  @Test
  void aLeaseEndsNoLaterThanTheMaximumAfterTheCreation() {
    assertThat(LeasePolicy.extended(CLUSTER, stepping("2h", "0"), Optional.of(3_600_000L)))
        .isEqualTo(CREATED.plusSeconds(7200));
    assertThatThrownBy(
            () -> LeasePolicy.extended(CLUSTER, stepping("2h", "0"), Optional.of(3_600_001L)))
        .hasMessageContaining("by 3600000 ms at most");
    assertThat(LeasePolicy.extended(CLUSTER, stepping("0", "0"), Optional.of(86_400_000L)))
        .as("without a maximum")
        .isEqualTo(END.plusSeconds(86_400));
  }

  @Test
  void aLeaseWithoutAnEndCannotBeExtended() {
    assertThatThrownBy(
            () ->
                LeasePolicy.extended(
                    cluster(Optional.empty()), stepping("2h", "1h"), Optional.empty()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
  }

  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = CREATED.plusSeconds(3600);
  private static final ClusterRow CLUSTER = cluster(Optional.of(END));

  private static ClusterRow cluster(Optional<Instant> end) {
    return new ClusterRow(
        new ClusterId(1),
        "t",
        "c",
        "",
        "o",
        ClusterState.ACTIVE,
        1,
        "t",
        1,
        0,
        1,
        1,
        0,
        "",
        CREATED,
        end);
  }

  private static ClusterTemplate stepping(String max, String step) {
    return Json.read(
        """
        {"name": "t", "administration": {"leaseduration": {"initial": "1h", "max": "%s",
         "step": "%s"}}}
        """
            .formatted(max, step),
        ClusterTemplate.class);
  }
}
