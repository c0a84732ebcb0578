package io.cooperage.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The OpenAPI document is docs/reference/openapi.json, made from the resources and from the pages
 * in src/test/resources/openapi; a failure says how to bring it up to date.
 */
class OpenApiTest {
  @Test
  void theDocumentIsWhatTheResourcesSay() throws Exception {
    new Golden("openapi.json").mustBe(OpenApiDocument.get().text());
  }

  @Test
  void everyOperationHasANameAndSaysWhatItAnswers() {
    List<String> gaps = new ArrayList<>();
    OpenApiDocument.get()
        .model()
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (verb, operation) ->
                            gaps(operation).forEach(gap -> gaps.add(verb + " " + path + gap))));
    assertThat(gaps).isEmpty();
  }

  private static List<String> gaps(Operation operation) {
    List<String> gaps = new ArrayList<>();
    if (operation.getOperationId().matches(".*\\d") || operation.getSummary() == null) {
      gaps.add(": give its method an @Operation with an operationId of its own and a summary");
    }
    Map<String, ApiResponse> successes = new TreeMap<>(operation.getResponses());
    successes.keySet().removeIf(status -> !status.startsWith("2"));
    if (successes.isEmpty()) {
      gaps.add(": give its method an @ApiResponse, its return type does not say what it answers");
    }
    successes.forEach(
        (status, answer) -> {
          if (!status.equals("204") && !OpenApiConventions.hasSchema(answer)) {
            gaps.add(": give its @ApiResponse " + status + " a @Content with a @Schema");
          }
        });
    return gaps;
  }
}
