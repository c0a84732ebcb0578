package io.cooperage.provisioner.simulated;

import io.cooperage.provisioner.plugin.PluginServices;
import io.cooperage.provisioner.plugin.ProviderFactory;
import io.cooperage.provisioner.plugin.ProviderPlugin;
import java.security.SecureRandom;
import java.util.Optional;

/** Provider type {@code simulated}. */
public final class SimulatedProviderFactory implements ProviderFactory {
  @Override
  public String type() {
    return "simulated";
  }

  @Override
  public Optional<ProviderPlugin> open(PluginServices services) {
    return Optional.of(new SimulatedProvider(new Simulation(new SecureRandom())));
  }
}
