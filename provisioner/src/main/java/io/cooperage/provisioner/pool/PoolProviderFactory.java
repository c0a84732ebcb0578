package io.cooperage.provisioner.pool;

import io.cooperage.provisioner.plugin.PluginServices;
import io.cooperage.provisioner.plugin.ProviderFactory;
import io.cooperage.provisioner.plugin.ProviderPlugin;
import java.util.Optional;

/** Provider type {@code pool}. */
public final class PoolProviderFactory implements ProviderFactory {
  @Override
  public String type() {
    return "pool";
  }

  @Override
  public Optional<ProviderPlugin> open(PluginServices services) {
    return services.machines().map(machines -> new PoolProvider(services.pools(), machines));
  }
}
