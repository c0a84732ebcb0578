package io.cooperage.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void aMessageIsSignedAsStandardWebhooksSignsIt() {
    // The example of the specification's reference libraries.
    byte[] key = SigningSecret.bytes("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    assertThat(Signature.of(List.of(key), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void bothSecretsSignWhileTheyOverlapAndOnlyTheNewOneAfter() {
    WebhookSecrets secrets =
        WebhookSecrets.of(SigningSecret.make())
            .rotated(SigningSecret.make(), NOW, Duration.ofHours(1));
    assertThat(secrets.keys(NOW)).hasSize(2);
    assertThat(Signature.of(secrets.keys(NOW), "id", 1, new byte[0])).containsOnlyOnce(" v1,");
    assertThat(secrets.keys(NOW.plus(Duration.ofHours(1)))).hasSize(1);
    byte[] newest = SigningSecret.bytes(secrets.entries().get(0).secret());
    assertThat(secrets.keys(NOW.plus(Duration.ofHours(1))).get(0)).isEqualTo(newest);
  }

  @Test
  void aRotationNeverLetsAnOlderSecretLiveLonger() {
    WebhookSecrets twice =
        WebhookSecrets.of(SigningSecret.make())
            .rotated(SigningSecret.make(), NOW, Duration.ofMinutes(1))
            .rotated(SigningSecret.make(), NOW, Duration.ofDays(1));
    assertThat(twice.keys(NOW)).hasSize(3);
    assertThat(twice.keys(NOW.plus(Duration.ofMinutes(1)))).hasSize(2);
    WebhookSecrets atOnce = twice.rotated(SigningSecret.make(), NOW, Duration.ZERO);
    assertThat(atOnce.keys(NOW)).hasSize(1);
  }

  @Test
  void secretsAreNotPrinted() {
    String secret = SigningSecret.make();
    assertThat(WebhookSecrets.of(secret).toString()).doesNotContain(secret);
  }
}
