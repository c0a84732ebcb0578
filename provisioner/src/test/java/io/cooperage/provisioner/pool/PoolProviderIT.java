package io.cooperage.provisioner.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cooperage.api.PluginKind;
import io.cooperage.api.PoolHostView;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskRef;
import io.cooperage.provisioner.Assignments;
import io.cooperage.provisioner.machine.LocalMachine;
import io.cooperage.provisioner.machine.Machines;
import io.cooperage.provisioner.plugin.PluginException;
import io.cooperage.provisioner.plugin.PluginTask;
import io.cooperage.provisioner.plugin.PoolInventory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool of one machine that lives and some that do not answer. */
class PoolProviderIT {
  private static final int NOTHING_LISTENS = 1;

  @TempDir private Path directory;
  private final List<List<String>> claims = new ArrayList<>();
  private final List<PoolHostView> hosts = new ArrayList<>();
  private Optional<PoolHostView> held = Optional.empty();
  private LocalMachine machine;
  private Machines machines;
  private PoolProvider provider;

  @BeforeEach
  void start() throws Exception {
    machine = LocalMachine.start(directory);
    machines = Machines.open(machine.clientKey(), Duration.ofSeconds(10));
    provider = new PoolProvider(new Inventory(), machines);
  }

  @AfterEach
  void stop() throws Exception {
    machines.close();
    machine.close();
  }

  private PoolHostView host(String name, int port) {
    return new PoolHostView(
        name, "lab", "dc1", "127.0.0.1", port, machine.user(), machine.hostKey(), "");
  }

  private static PluginTask task() {
    return new PluginTask(
        Assignments.on(
            Assignments.node(Map.of(), Map.of(), Map.of()),
            TaskAction.CREATE,
            PluginKind.PROVIDER,
            "pool",
            Map.of("pool", "lab"),
            JsonNodeFactory.instance.objectNode(),
            Map.of(),
            ""),
        Duration.ofSeconds(5));
  }

  @Test
  void aHostThatLetsNobodyInIsGivenBackForAnother() throws Exception {
    hosts.add(host("dead", NOTHING_LISTENS));
    hosts.add(host("living", machine.port()));

    assertThat(provider.create(task()).message()).contains("living");

    assertThat(claims).containsExactly(List.of(), List.of("dead"));
  }

  @Test
  void aDeadHostThatTheTagAlreadyHasIsNoObstacle() throws Exception {
    held = Optional.of(host("dead", NOTHING_LISTENS));
    assertThat(provider.find(task())).isEmpty();
    assertThat(provider.delete(task()).success()).isTrue();
  }

  @Test
  void aPoolOfDeadHostsIsNotTriedForEver() {
    for (int i = 0; i < 9; i++) {
      hosts.add(host("dead" + i, NOTHING_LISTENS));
    }
    assertThatThrownBy(() -> provider.create(task()))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("4 hosts of the pool let nobody in");
    assertThat(claims).hasSize(4);
  }

  private final class Inventory implements PoolInventory {
    @Override
    public Optional<PoolHostView> find(String pool, String tag) {
      return held;
    }

    @Override
    public PoolHostView claim(
        String pool, TaskRef task, String tag, String flavor, List<String> avoid) {
      claims.add(avoid);
      return hosts.stream().filter(host -> !avoid.contains(host.name())).findFirst().orElseThrow();
    }

    @Override
    public void release(String pool, TaskRef task, String tag) {}
  }
}
