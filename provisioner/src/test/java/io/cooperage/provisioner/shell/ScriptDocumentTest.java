package io.cooperage.provisioner.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cooperage.api.Assignment;
import io.cooperage.api.PluginKind;
import io.cooperage.api.TaskAction;
import io.cooperage.provisioner.Assignments;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptDocumentTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void aScriptFindsItsNodeServiceAndConfiguration() throws Exception {
    JsonNode document = MAPPER.readTree(ScriptDocument.of(assignment()));
    assertThat(document.at("/config/web/port").asText()).isEqualTo("80");
    assertThat(document.at("/node/addresses/bind_v4").asText()).isEqualTo("10.77.1.101");
    assertThat(document.at("/node/properties/ssh.user").asText()).isEqualTo("ada");
    assertThat(document.at("/cluster/id").asText()).isEqualTo("00000042");
    assertThat(document.get("service").asText()).isEqualTo("web");
    assertThat(document.get("action").asText()).isEqualTo("start");
    assertThat(document.at("/fields/script").asText()).isEqualTo("web-server");
  }

  @Test
  void theFieldsOfTheProviderStayOffTheMachine() throws Exception {
    byte[] written = ScriptDocument.of(assignment());
    assertThat(MAPPER.readTree(written).get("node").has("provider")).isFalse();
    assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain("apiKey", "s3cret");
  }

  private static Assignment assignment() throws Exception {
    return Assignments.on(
        Assignments.node(
            Map.of("apiKey", "s3cret"),
            Map.of("bind_v4", "10.77.1.101"),
            Map.of("ssh.user", "ada")),
        TaskAction.START,
        PluginKind.AUTOMATOR,
        "shell",
        Map.of("script", "web-server"),
        MAPPER.readTree("{\"web\":{\"port\":80}}"),
        Map.of(),
        "web");
  }
}
