package io.cooperage.provisioner.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.Assignment;
import io.cooperage.api.PluginKind;
import io.cooperage.api.TaskAction;
import io.cooperage.provisioner.Assignments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginsTest {
  private final Recording provider = new Recording();
  private final Plugins plugins = new Plugins(Map.of("recording", provider), Map.of());

  @Test
  void aMachineThatIsThereIsNotMadeAgain() throws Exception {
    provider.there = true;
    assertThat(run(TaskAction.CREATE, false).message()).isEqualTo("found");
    assertThat(provider.calls).containsExactly("find");
  }

  @Test
  void aMachineThatIsNotThereIsMade() throws Exception {
    assertThat(run(TaskAction.CREATE, false).success()).isTrue();
    assertThat(provider.calls).containsExactly("find", "create");
  }

  @Test
  void recreatingDeletesFirst() throws Exception {
    provider.there = true;
    run(TaskAction.CREATE, true);
    assertThat(provider.calls).containsExactly("delete", "create");
  }

  @Test
  void anUnknownTypeIsAFailureThatNamesThoseThatThereAre() {
    PluginTask task =
        new PluginTask(
            Assignments.assignment(1, TaskAction.START, PluginKind.AUTOMATOR, "chef", Map.of(), 0),
            Duration.ofSeconds(1));
    assertThatThrownBy(() -> plugins.run(task))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("chef");
  }

  @Test
  void aProviderIsNotAskedForAnAutomatorsAction() {
    assertThatThrownBy(() -> run(TaskAction.START, false))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("start");
  }

  @Test
  void thePluginsOnTheClassPathAreFoundAndThoseThatCannotWorkHereAreLeftOut() {
    Plugins loaded = Plugins.load(new PluginServices(null, hash -> null, Optional.empty()));
    assertThat(loaded.providerTypes()).containsExactly("simulated");
    assertThat(loaded.automatorTypes()).containsExactly("simulated");
  }

  private PluginResult run(TaskAction action, boolean recreate) throws Exception {
    Assignment plain =
        Assignments.assignment(1, action, PluginKind.PROVIDER, "recording", Map.of(), 0);
    Assignment assignment =
        new Assignment(
            plain.task(),
            plain.token(),
            plain.action(),
            plain.plugin(),
            plain.pluginType(),
            plain.fields(),
            plain.service(),
            plain.node(),
            plain.cluster(),
            plain.config(),
            plain.resources(),
            recreate,
            plain.timeoutMillis());
    return plugins.run(new PluginTask(assignment, Duration.ofSeconds(1)));
  }

  private static final class Recording implements ProviderPlugin {
    private final List<String> calls = new ArrayList<>();
    private boolean there;

    @Override
    public Optional<PluginResult> find(PluginTask task) {
      calls.add("find");
      return there ? Optional.of(PluginResult.success("found")) : Optional.empty();
    }

    @Override
    public PluginResult create(PluginTask task) {
      calls.add("create");
      return PluginResult.success("created");
    }

    @Override
    public PluginResult confirm(PluginTask task) {
      calls.add("confirm");
      return PluginResult.success("");
    }

    @Override
    public PluginResult delete(PluginTask task) {
      calls.add("delete");
      return PluginResult.success("");
    }
  }
}
