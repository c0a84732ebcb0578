package io.cooperage.server.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.cooperage.api.catalog.ProviderType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  private static final String TYPE =
      """
      {"name": "cloud", "parameters": {
        "admin": {
          "fields": {
            "user": {"type": "text"},
            "password": {"type": "password"},
            "profile": {"type": "text"},
            "token": {"type": "integer", "sensitive": true},
            "region": {"type": "select", "options": ["eu", "us"], "default": "eu", "override": true},
            "zones": {"type": "multiselect", "options": ["a", "b", "c"]},
            "disk": {"type": "integer", "default": 20},
            "price": {"type": "number"},
            "public": {"type": "checkbox"},
            "odd": {"type": "hologram"}},
          "required": [["user", "password"], ["profile", "region"]]},
        "user": {
          "fields": {"sshKey": {"type": "textarea", "sensitive": true}},
          "required": [["sshKey"]]}}}
      """;
  private static final Parameters CLOUD = read(TYPE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region | eu",
        "zones | a",
        "zones | 'c, a'",
        "disk | 20",
        "disk | -1",
        "price | 0.5",
        "price | 1e3",
        "public | true",
        "odd | anything at all",
        "disk | ''",
        "region | ''",
      })
  void rightValuesAreTaken(String field, String value) {
    assertThat(CLOUD.checkAdmin("provisioner", Map.of("profile", "p", field, value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region | mars | provisioner.region must be one of eu, us, not \"mars\"",
        "zones | 'a, z' | provisioner.zones must be some of a, b, c, separated by commas",
        "disk | 2.5 | provisioner.disk must be a whole number, not \"2.5\"",
        "price | much | provisioner.price must be a number, not \"much\"",
        "public | yes | provisioner.public must be true or false, not \"yes\"",
        "reigon | eu | provisioner.reigon is not known to providertype \"cloud\"; known are user,",
      })
  void wrongValuesAreNamed(String field, String value, String words) {
    assertThat(CLOUD.checkAdmin("provisioner", Map.of("profile", "p", field, value)))
        .singleElement()
        .asString()
        .contains(words);
  }

  @Test
  void aSensitiveValueIsNotSaid() {
    assertThat(CLOUD.checkAdmin("provisioner", Map.of("profile", "p", "token", "s3cret")))
        .containsExactly("provisioner.token must be a whole number");
    assertThat(CLOUD.isSensitive("token")).isTrue();
    assertThat(CLOUD.isSensitive("password")).isTrue();
    assertThat(CLOUD.isSensitive("sshKey")).isTrue();
    assertThat(CLOUD.isSensitive("user")).isFalse();
    assertThat(CLOUD.isSensitive("unknown")).isFalse();
  }

  @Test
  void oneAlternativeMustBeComplete() {
    assertThat(CLOUD.checkAdmin("provisioner", Map.of("user", "u", "password", "p"))).isEmpty();
    assertThat(CLOUD.checkAdmin("provisioner", Map.of("profile", "p"))).isEmpty();
    assertThat(CLOUD.checkAdmin("provisioner", Map.of("user", "u", "password", " ")))
        .containsExactly(
            "provisioner must have all of one of: password, user (lacks password) or"
                + " profile, region (lacks profile), says providertype \"cloud\"");
  }

  @Test
  void usersSetTheirOwnFieldsAndThoseThatMayBeOverridden() {
    assertThat(CLOUD.checkUser("providerFields", Map.of("sshKey", "k", "region", "us"))).isEmpty();
    assertThat(CLOUD.checkUser("providerFields", Map.of("disk", "100")))
        .containsExactly(
            "providerFields.disk is set by administrators; users may set region, sshKey");
    assertThat(CLOUD.checkUser("providerFields", Map.of("region", "mars"))).hasSize(1);
  }

  @Test
  void inTheEndNothingMayLack() {
    assertThat(CLOUD.checkComplete("provider", Map.of("user", "u", "password", "p")))
        .containsExactly(
            "provider must have all of: sshKey (lacks sshKey), says providertype \"cloud\"");
    assertThat(
            CLOUD.checkComplete(
                "provider", CLOUD.withDefaults(Map.of("profile", "p", "sshKey", "k"))))
        .isEmpty();
  }

  @Test
  void defaultsFillWhatIsNotGiven() {
    assertThat(CLOUD.withDefaults(Map.of("region", "us", "disk", "", "user", "u")))
        .containsExactlyInAnyOrderEntriesOf(Map.of("region", "us", "disk", "20", "user", "u"));
  }

  private static Parameters read(String json) {
    try {
      return Parameters.of(
          new ObjectMapper().registerModule(new Jdk8Module()).readValue(json, ProviderType.class));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
