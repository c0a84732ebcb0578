package io.cooperage.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SensitiveTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void whateverStandsUnderNamesThatSoundLikeSecretsIsHidden() throws Exception {
    JsonNode hidden =
        Sensitive.hide(
            MAPPER.readTree(
                """
                {"name": "web", "config": {"dbPassword": "p1", "list": [{"API_KEY": "p2"}],
                 "secrets": {"of": "p3"}, "accessToken": 3, "passwords": ["p4", {"a": "p5"}],
                 "tokens": [], "token": null}}
                """));
    assertThat(hidden)
        .isEqualTo(
            MAPPER.readTree(
                """
                {"name": "web", "config": {"dbPassword": "********",
                 "list": [{"API_KEY": "********"}], "secrets": "********",
                 "accessToken": "********", "passwords": "********",
                 "tokens": "********", "token": null}}
                """));
  }
}
