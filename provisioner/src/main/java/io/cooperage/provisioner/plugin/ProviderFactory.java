package io.cooperage.provisioner.plugin;

import java.util.Optional;

/** Found by {@link java.util.ServiceLoader}; has a public constructor without arguments. */
public interface ProviderFactory {
  /** The {@code providertype} of the catalogue that this plugin implements. */
  String type();

  /** Empty: this worker's configuration does not give what the plugin needs. */
  Optional<ProviderPlugin> open(PluginServices services);
}
