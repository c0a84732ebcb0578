package io.cooperage.provisioner.simulated;

import io.cooperage.provisioner.plugin.PluginException;
import io.cooperage.provisioner.plugin.PluginResult;
import io.cooperage.provisioner.plugin.PluginTask;
import io.cooperage.provisioner.plugin.ProviderPlugin;
import java.util.Map;
import java.util.Optional;

/**
 * Makes machines of nothing. A tag always has the same address, from the block that RFC 2544
 * reserves for benchmarks. Thread-safe.
 */
final class SimulatedProvider implements ProviderPlugin {
  private final Simulation simulation;

  SimulatedProvider(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public Optional<PluginResult> find(PluginTask task) {
    return Optional.empty();
  }

  @Override
  public PluginResult create(PluginTask task) throws PluginException, InterruptedException {
    PluginResult result = simulation.act(task);
    if (!result.success()) {
      return result;
    }
    String address = address(task.assignment().node().tag());
    return new PluginResult(
        true,
        "",
        Map.of("bind_v4", address, "access_v4", address),
        Map.of("simulated", "true"),
        Optional.empty());
  }

  @Override
  public PluginResult confirm(PluginTask task) throws PluginException, InterruptedException {
    return simulation.act(task);
  }

  @Override
  public PluginResult delete(PluginTask task) throws PluginException, InterruptedException {
    return simulation.act(task);
  }

  private static String address(String tag) {
    int hash = tag.hashCode();
    return "198." + (18 + (hash >>> 16 & 1)) + "." + (hash >>> 8 & 255) + "." + (hash & 255);
  }
}
