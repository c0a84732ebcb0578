package io.cooperage.provisioner.simulated;

import io.cooperage.provisioner.plugin.AutomatorFactory;
import io.cooperage.provisioner.plugin.AutomatorPlugin;
import io.cooperage.provisioner.plugin.PluginServices;
import java.security.SecureRandom;
import java.util.Optional;

/** Automator type {@code simulated}. */
public final class SimulatedAutomatorFactory implements AutomatorFactory {
  @Override
  public String type() {
    return "simulated";
  }

  @Override
  public Optional<AutomatorPlugin> open(PluginServices services) {
    return Optional.of(new Simulation(new SecureRandom())::act);
  }
}
