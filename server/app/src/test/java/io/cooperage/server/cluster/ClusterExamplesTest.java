package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ReconfigureRequest;
import io.cooperage.api.ServicesRequest;
import io.cooperage.server.openapi.OpenApiPages;
import io.cooperage.server.web.Json;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The requests that the OpenAPI document shows keep the rules. */
class ClusterExamplesTest {
  private final OpenApiPages pages = OpenApiPages.read();

  @Test
  void creations() {
    mustPass("createCluster", ClusterCreateRequest.class, RequestRules::check);
  }

  @Test
  void services() {
    for (String operation : new String[] {"addServices", "removeServices"}) {
      mustPass(
          operation,
          ServicesRequest.class,
          request -> RequestRules.checkServices(request.services()));
    }
  }

  @Test
  void configurations() {
    mustPass(
        "reconfigureCluster",
        ReconfigureRequest.class,
        request -> request.config().ifPresent(RequestRules::checkConfig));
  }

  private <T> void mustPass(String operation, Class<T> type, Consumer<T> rule) {
    for (JsonNode body : pages.requests(operation).values()) {
      assertThatCode(() -> rule.accept(Json.MAPPER.treeToValue(body, type)))
          .as("%s %s", operation, body)
          .doesNotThrowAnyException();
    }
  }
}
