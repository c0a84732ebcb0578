package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
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
}
