package io.cooperage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cooperage.api.ClusterId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconfigureHintTest {
  private static final ClusterId ID = new ClusterId(42);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"backends\":\"%host.service.web%\"}",
        "{\"deep\":[{\"first\":\"x %ip.access_v4.service.web[0]% y\"}]}",
        "{\"list\":\"%join(map(ip.service.web,'$:80'),' ')%\"}",
        "{\"of\":\"%num.service.web% of them\"}"
      })
  void machinesThatStayAreToBeReconfiguredWhereTheirConfigurationNamesOthers(String config)
      throws Exception {
    assertThat(ReconfigureHint.of(ID, new ObjectMapper().readTree(config)).orElseThrow())
        .endsWith("cooperage cluster reconfigure 00000042");
  }

  @Test
  void nothingIsSaidWhereItNamesOnlyTheMachineItselfOrNone() throws Exception {
    String config =
        "{\"a\":\"%host.self%\",\"b\":\"%instance.self.service.web%\",\"c\":\"host.service.web\"}";
    assertThat(ReconfigureHint.of(ID, new ObjectMapper().readTree(config))).isEmpty();
  }
}
