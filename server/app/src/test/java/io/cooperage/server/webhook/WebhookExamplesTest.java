package io.cooperage.server.webhook;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.SecretRotation;
import io.cooperage.api.WebhookRequest;
import io.cooperage.server.openapi.OpenApiPages;
import io.cooperage.server.web.Json;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** The requests for webhooks that the OpenAPI document shows keep the rules. */
class WebhookExamplesTest {
  private final OpenApiPages pages = OpenApiPages.read();
  private final WebhookRules rules =
      new WebhookRules(
          new Targets(false, host -> new InetAddress[] {InetAddress.getByName("8.8.8.8")}));

  @Test
  void webhooks() throws Exception {
    WebhookRequest request =
        Json.MAPPER.treeToValue(pages.record("WebhookRequest"), WebhookRequest.class);
    assertThatCode(() -> rules.checkChange(request, request.name())).doesNotThrowAnyException();
  }

  @Test
  void secrets() throws Exception {
    for (JsonNode body : pages.requests("rotateWebhookSecret").values()) {
      SecretRotation rotation = Json.MAPPER.treeToValue(body, SecretRotation.class);
      assertThatCode(() -> rules.overlap(rotation)).doesNotThrowAnyException();
      rotation.secret().ifPresent(SigningSecret::checked);
    }
  }
}
