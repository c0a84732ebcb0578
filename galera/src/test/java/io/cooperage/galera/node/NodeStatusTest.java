package io.cooperage.galera.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeStatusTest {

  private static final MonitorConfig DEFAULTS = MonitorConfig.defaults();

  @Test
  void aSyncedReadyMemberOfThePrimaryComponentIsUsable() {
    assertThat(status(Map.of(), DEFAULTS).usable()).isTrue();
  }

  @Test
  void everyReasonIsSaid() {
    assertThat(status(Map.of("cluster_status", "non-Primary"), DEFAULTS).reason())
        .contains("minority");
    assertThat(status(Map.of("ready", "OFF"), DEFAULTS).reason()).contains("wsrep_ready OFF");
    assertThat(
            status(Map.of("local_state", "1", "local_state_comment", "Joining"), DEFAULTS).reason())
        .contains("is Joining, not synced");
    assertThat(status(Map.of("local_recv_queue", "20001"), DEFAULTS).reason())
        .contains("20001 write sets wait")
        .contains("limit 20000");
  }

  @Test
  void aDonorServesOnlyWhereItDoesNotBlock() {
    MonitorConfig blocking =
        new MonitorConfig(Duration.ofMillis(250), Duration.ofSeconds(1), false, 100);
    assertThat(status(Map.of("local_state", "2"), DEFAULTS).usable()).isTrue();
    assertThat(status(Map.of("local_state", "2"), blocking).usable()).isFalse();
    assertThat(status(Map.of("local_state", "3"), blocking).usable()).isFalse();
  }

  @Test
  void aDonorThatCatchesUpServesAndANewcomerThatDoesSoDoesNot() {
    assertThat(status(Map.of("local_state", "3"), DEFAULTS).usable()).isTrue();
    assertThat(status(Map.of("local_state", "3", "ready", "OFF"), DEFAULTS).usable()).isFalse();
  }

  @Test
  void aUrlNamesTheOneLocalNode() {
    assertThatThrownBy(() -> DatabaseConfig.of("jdbc:mariadb://a:1,b:1/x", "u", "p"))
        .hasMessageContaining("must name one host");
    assertThatThrownBy(() -> DatabaseConfig.of("jdbc:mysql://a/x", "u", "p"))
        .hasMessageContaining("jdbc:mariadb://HOST:3306/NAME");
  }

  @Test
  void thePasswordIsNeverPrinted() {
    assertThat(DatabaseConfig.of("jdbc:mariadb://a/x", "u", "s3cret").toString())
        .doesNotContain("s3cret")
        .contains("[REDACTED]");
  }

  @Test
  void theDefaultsAreThese() {
    DatabaseConfig database = DatabaseConfig.of("jdbc:mariadb://a/x", "u", "p");
    assertThat(database.poolSize()).isEqualTo(16);
    assertThat(database.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(database.socketTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(database.lockWait()).isEqualTo(Duration.ofSeconds(3));
    assertThat(DEFAULTS.interval()).isEqualTo(Duration.ofMillis(250));
    assertThat(DEFAULTS.timeout()).isEqualTo(Duration.ofSeconds(1));
  }

  private static NodeStatus status(Map<String, String> differs, MonitorConfig config) {
    Map<String, String> values = new HashMap<>();
    values.put("ready", "ON");
    values.put("cluster_status", "Primary");
    values.put("local_state", "4");
    values.put("local_state_comment", "Synced");
    values.put("cluster_size", "3");
    values.putAll(differs);
    return NodeStatus.of(values, config, Instant.EPOCH);
  }
}
