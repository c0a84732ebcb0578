package io.cooperage.provisioner.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cooperage.api.Assignment;
import io.cooperage.api.PluginKind;
import io.cooperage.api.TaskAction;
import io.cooperage.provisioner.Assignments;
import io.cooperage.provisioner.plugin.PluginException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptEnvironmentTest {
  @Test
  void everyLeafOfTheConfigurationHasAName() throws Exception {
    Map<String, String> environment =
        ScriptEnvironment.of(
            with("{\"web\":{\"port\":80,\"tls-on\":true},\"list\":[\"a\",\"b\"],\"none\":null}"));
    assertThat(environment)
        .containsEntry("CONFIG_WEB_PORT", "80")
        .containsEntry("CONFIG_WEB_TLS_ON", "true")
        .containsEntry("CONFIG_LIST_0", "a")
        .containsEntry("CONFIG_LIST_1", "b")
        .doesNotContainKey("CONFIG_NONE")
        .containsEntry("COOPERAGE_ACTION", "start")
        .containsEntry("COOPERAGE_ADDRESS", "10.77.1.101")
        .containsEntry("COOPERAGE_CLUSTER_ID", "00000042");
  }

  @Test
  void twoKeysWithOneNameAreRefused() {
    assertThatThrownBy(() -> ScriptEnvironment.of(with("{\"a-b\":1,\"a_b\":2}")))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("CONFIG_A_B");
  }

  private static Assignment with(String config) throws JsonProcessingException {
    return Assignments.on(
        Assignments.node(Map.of(), Map.of("bind_v4", "10.77.1.101"), Map.of()),
        TaskAction.START,
        PluginKind.AUTOMATOR,
        "shell",
        Map.of(),
        new ObjectMapper().readTree(config),
        Map.of(),
        "web");
  }
}
