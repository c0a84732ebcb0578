package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.server.web.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestRulesTest {
  @Test
  void aServiceWithoutANameIsRefused() {
    assertThatThrownBy(
            () -> RequestRules.check(request(Arrays.asList("store", null), Optional.empty())))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("names no service");
    assertThatThrownBy(() -> RequestRules.check(request(List.of(" "), Optional.empty())))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void aLeaseThatNoCalendarHoldsIsRefused() {
    assertThatThrownBy(
            () ->
                RequestRules.check(request(List.of("store"), Optional.of(LeasePolicy.LONGEST + 1))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("initialLeaseDuration");
    assertThatCode(
            () -> RequestRules.check(request(List.of("store"), Optional.of(LeasePolicy.LONGEST))))
        .doesNotThrowAnyException();
  }

  private static ClusterCreateRequest request(List<String> services, Optional<Long> lease) {
    return new ClusterCreateRequest(
        "name",
        Optional.empty(),
        "pair",
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(services),
        Optional.empty(),
        Optional.empty(),
        lease);
  }
}
