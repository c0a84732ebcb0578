package io.cooperage.provisioner.plugin;

import java.util.Optional;

/** Found by {@link java.util.ServiceLoader}; has a public constructor without arguments. */
public interface AutomatorFactory {
  /** The {@code automatortype} of the catalogue that this plugin implements. */
  String type();

  /** Empty: this worker's configuration does not give what the plugin needs. */
  Optional<AutomatorPlugin> open(PluginServices services);
}
