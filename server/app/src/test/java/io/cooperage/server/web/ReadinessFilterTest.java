package io.cooperage.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.Optional;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.Test;

class ReadinessFilterTest {
  private static final URI BASE = URI.create("http://localhost/");
  private static final int FOR_GOOD = Integer.MAX_VALUE;

  /** How often it still refuses. */
  private int refusals;

  private int asked;

  private final ReadinessFilter filter = new ReadinessFilter(this::refusal);

  private Optional<ProblemException> refusal() {
    asked++;
    if (refusals == 0) {
      return Optional.empty();
    }
    refusals = refusals == FOR_GOOD ? FOR_GOOD : refusals - 1;
    return Optional.of(GaleraRefusals.notServing("the node is not primary"));
  }

  private static ContainerRequest request(String path) {
    return new ContainerRequest(
        BASE, BASE.resolve(path), "POST", null, new MapPropertiesDelegate(), null);
  }

  private void assertServed() {
    assertThatCode(() -> filter.filter(request("v3/clusters"))).doesNotThrowAnyException();
  }

  private void assertRefused() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> filter.filter(request("v3/clusters")))
        .withMessageContaining("the node is not primary");
  }

  @Test
  void aRequestWaitsUntilTheGroupHasChangedItsView() {
    refusals = 1;
    assertServed();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void onceARefusalHasLastedTheNextRequestsAreRefusedAtOnce() {
    refusals = FOR_GOOD;
    assertRefused();
    assertThat(asked).isGreaterThan(1);
    asked = 0;
    assertRefused();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void whoServedAgainIsWaitedForAgain() {
    refusals = FOR_GOOD;
    assertRefused();
    refusals = 0;
    assertServed();
    refusals = 1;
    assertServed();
  }

  @Test
  void whoeverIsInterruptedDoesNotWait() {
    refusals = FOR_GOOD;
    Thread.currentThread().interrupt();
    assertRefused();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void healthAndTheApisDescriptionAreNotAsked() {
    refusals = FOR_GOOD;
    assertThatCode(() -> filter.filter(request("health/ready"))).doesNotThrowAnyException();
    assertThatCode(() -> filter.filter(request("v3/openapi.json"))).doesNotThrowAnyException();
    assertThat(asked).isZero();
  }
}
