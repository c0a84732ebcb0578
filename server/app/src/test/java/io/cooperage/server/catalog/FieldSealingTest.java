package io.cooperage.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.EntityKind;
import io.cooperage.api.catalog.ProviderType;
import io.cooperage.server.parameter.Parameters;
import io.cooperage.server.secret.DataKey;
import io.cooperage.server.secret.KeyScope;
import io.cooperage.server.secret.KeySource;
import io.cooperage.server.secret.SealedText;
import io.cooperage.server.secret.SecretConfig;
import io.cooperage.server.secret.Secrets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldSealingTest {
  private static final String PLACE = "provider/aws/provisioner.password";
  private static final EntityKey KEY = new EntityKey("acme", EntityKind.PROVIDER, "aws");
  private static final String MASTER = Base64.getEncoder().encodeToString(new byte[32]);
  private static final DataKey DATA =
      new Secrets(new SecretConfig("k1", List.of(new KeySource("k1", null, MASTER))).ring())
          .random(KeyScope.ofTenant("acme"));
  private static final Optional<Parameters> REGISTERED = registered(true);

  private final Findings findings = new Findings();

  @Test
  void whatIsSensitiveIsSealedAndTheRestStays() {
    ObjectNode stored = store(provider("s3cret"), Optional.empty(), REGISTERED);
    assertThat(DATA.open(PLACE, password(stored))).isEqualTo("s3cret");
    assertThat(stored.at("/provisioner/port").isNumber()).isTrue();
    assertThat(stored.toString()).doesNotContain("s3cret");
  }

  @Test
  void aBlankValueIsNoSecret() {
    assertThat(password(store(provider(""), Optional.empty(), REGISTERED))).isEmpty();
  }

  @Test
  void theSameValueStaysAsItWasSealed() {
    ObjectNode first = store(provider("s3cret"), Optional.empty(), REGISTERED);
    assertThat(store(provider("s3cret"), Optional.of(first), REGISTERED)).isEqualTo(first);
    assertThat(store(provider(Redaction.HIDDEN), Optional.of(first), REGISTERED)).isEqualTo(first);
    ObjectNode other = store(provider("0ther"), Optional.of(first), REGISTERED);
    assertThat(DATA.open(PLACE, password(other))).isEqualTo("0ther");
  }

  @Test
  void aMarkThatStandsForNothingIsRefused() {
    store(provider(Redaction.HIDDEN), Optional.empty(), REGISTERED);
    assertThat(findings.lines())
        .singleElement()
        .asString()
        .startsWith("provisioner.password is ********, which stands for a value that is not shown");
  }

  @Test
  void aTextThatLooksSealedIsRefused() {
    String foreign = DATA.seal("provider/other/provisioner.password", "s3cret");
    store(provider(foreign), Optional.empty(), REGISTERED);
    assertThat(findings.lines())
        .containsExactly("provisioner.password must not begin with $sealed$");
  }

  @Test
  void anotherRegistrationDoesNotBringASealedValueToLight() {
    ObjectNode first = store(provider("s3cret"), Optional.empty(), REGISTERED);
    for (Optional<Parameters> type : List.of(registered(false), Optional.<Parameters>empty())) {
      ObjectNode kept = store(provider(Redaction.HIDDEN), Optional.of(first), type);
      assertThat(kept).isEqualTo(first);
    }
    ObjectNode supplied = store(provider("s3cret"), Optional.of(first), registered(false));
    assertThat(password(supplied)).isEqualTo("s3cret");
    assertThat(findings.isEmpty()).isTrue();
  }

  @Test
  void whatWasPlainIsSealedAtTheNextWrite() {
    ObjectNode plain = store(provider("s3cret"), Optional.empty(), Optional.empty());
    assertThat(password(plain)).isEqualTo("s3cret");
    for (String sent : List.of("s3cret", Redaction.HIDDEN)) {
      ObjectNode sealed = store(provider(sent), Optional.of(plain), REGISTERED);
      assertThat(SealedText.isSealed(password(sealed))).isTrue();
      assertThat(DATA.open(PLACE, password(sealed))).isEqualTo("s3cret");
    }
  }

  @Test
  void anotherPluginsFieldsAreNotKept() {
    ObjectNode first = store(provider("s3cret"), Optional.empty(), REGISTERED);
    store(provider(Redaction.HIDDEN).put("providertype", "other"), Optional.of(first), REGISTERED);
    assertThat(findings.lines()).hasSize(1);
  }

  private ObjectNode store(
      ObjectNode sent, Optional<ObjectNode> before, Optional<Parameters> type) {
    FieldSealing sealing =
        new FieldSealing(KEY, before.map(JsonNode.class::cast), () -> DATA, findings);
    FieldGroup.of(EntityKind.PROVIDER, sent).forEach(group -> sealing.apply(group, type));
    return sent;
  }

  private static String password(JsonNode document) {
    return document.at("/provisioner/password").asText();
  }

  private static ObjectNode provider(String password) {
    ObjectNode provider = CatalogJson.MAPPER.createObjectNode();
    provider.put("name", "aws").put("providertype", "cloud");
    provider.putObject("provisioner").put("password", password).put("port", 22);
    return provider;
  }

  private static Optional<Parameters> registered(boolean sensitive) {
    String type =
        """
        {"name": "cloud", "parameters": {"admin": {"fields": {
          "password": {"type": "text", "sensitive": %s},
          "port": {"type": "integer"}}}}}
        """
            .formatted(sensitive);
    try {
      return Optional.of(Parameters.of(CatalogJson.MAPPER.readValue(type, ProviderType.class)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
