package io.cooperage.provisioner.shell;

import io.cooperage.provisioner.plugin.AutomatorFactory;
import io.cooperage.provisioner.plugin.AutomatorPlugin;
import io.cooperage.provisioner.plugin.PluginServices;
import java.util.Optional;

/** Automator type {@code shell}. */
public final class ShellAutomatorFactory implements AutomatorFactory {
  static final String TYPE = "shell";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Optional<AutomatorPlugin> open(PluginServices services) {
    return services.machines().map(machines -> new ShellAutomator(machines, services.resources()));
  }
}
