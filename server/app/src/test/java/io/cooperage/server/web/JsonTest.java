package io.cooperage.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.Heartbeat;
import io.cooperage.api.ServicesRequest;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.WebhookRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "cluster", ClusterCreateRequest.class,
          "heartbeat", Heartbeat.class,
          "services", ServicesRequest.class,
          "token", TokenRequest.class,
          "webhook", WebhookRequest.class);

  private final ObjectMapper requests = Json.ofRequests(Json.strict(new ObjectMapper()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cluster | {\"numMachines\": 1, \"services\": [null]} | services",
        "cluster | {\"numMachines\": 1, \"providerFields\": {\"a\": null}} | providerFields",
        "heartbeat | {\"poll\": 1, \"running\": [null]} | running",
        "services | {\"services\": [\"a\", null]} | services",
        "token | {\"scopes\": [null]} | scopes",
        "webhook | {\"types\": [null]} | types",
      })
  void noListOfARequestHasANull(String type, String json, String field) {
    JsonProcessingException fault =
        catchThrowableOfType(
            JsonProcessingException.class, () -> requests.readValue(json, TYPES.get(type)));
    assertThat(fault).isNotNull();
    assertThat(JsonErrors.refusal(fault))
        .hasMessageContaining(field)
        .hasMessageContaining("null where a value belongs");
  }

  @Test
  void whatMayBeLeftOutMayBeNull() throws Exception {
    ClusterCreateRequest request =
        requests.readValue(
            "{\"numMachines\": 1, \"services\": null, \"config\": {\"a\": [null]}}",
            ClusterCreateRequest.class);
    assertThat(request.services()).isEmpty();
    assertThat(request.config().orElseThrow().at("/a/0").isNull()).isTrue();
  }

  @Test
  void whateverIsReadCanBeWrittenWithSomethingAroundIt() throws Exception {
    String config = "{\"a\":".repeat(490) + "1" + "}".repeat(490);
    ClusterCreateRequest request =
        requests.readValue(
            "{\"numMachines\": 1, \"config\": " + config + "}", ClusterCreateRequest.class);
    assertThat(Json.write(Map.of("spec", request))).contains(config);
    String deeper = "{\"a\":".repeat(998) + "1" + "}".repeat(998);
    JsonProcessingException fault =
        catchThrowableOfType(
            JsonProcessingException.class,
            () ->
                requests.readValue(
                    "{\"numMachines\": 1, \"config\": " + deeper + "}",
                    ClusterCreateRequest.class));
    assertThat(JsonErrors.refusal(fault)).hasMessageContaining("500");
  }
}
