package io.cooperage.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ErrorCode;
import java.net.URI;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.Test;

class BulkheadFilterTest {
  private static final URI BASE = URI.create("http://localhost/");

  private final BulkheadFilter filter = new BulkheadFilter(1);

  @Test
  void workersAreHeardWhileRequestsAreRefused() {
    filter.filter(request("v3/clusters"));
    assertThatThrownBy(() -> filter.filter(request("v3/clusters")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS));
    assertThatCode(() -> filter.filter(request("v3/workers/w-1/heartbeat")))
        .doesNotThrowAnyException();
  }

  @Test
  void resultsHavePlacesOfTheirOwnAndGiveThemBack() {
    ContainerRequest result = request("v3/tasks/00000001-001-001/finish");
    filter.filter(result);
    assertThatThrownBy(() -> filter.filter(request("v3/workers/w-1/heartbeat")))
        .isInstanceOf(ProblemException.class);
    filter.filter(result, null);
    assertThatCode(() -> filter.filter(request("v3/workers/w-1/heartbeat")))
        .doesNotThrowAnyException();
  }

  private static ContainerRequest request(String path) {
    return new ContainerRequest(
        BASE, BASE.resolve(path), "POST", null, new MapPropertiesDelegate(), null);
  }
}
