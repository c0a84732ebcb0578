package io.cooperage.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SensitiveTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void valuesUnderNamesThatSoundLikeSecretsAreHidden() throws Exception {
    JsonNode hidden =
        Sensitive.hide(
            MAPPER.readTree(
                """
                {"name": "web", "config": {"dbPassword": "p1", "list": [{"API_KEY": "p2"}],
                 "secret": {"of": "kept"}, "accessToken": 3, "tokens": [], "empty": null}}
                """));
    assertThat(hidden)
        .isEqualTo(
            MAPPER.readTree(
                """
                {"name": "web", "config": {"dbPassword": "********",
                 "list": [{"API_KEY": "********"}], "secret": {"of": "kept"},
                 "accessToken": "********", "tokens": [], "empty": null}}
                """));
  }
}
