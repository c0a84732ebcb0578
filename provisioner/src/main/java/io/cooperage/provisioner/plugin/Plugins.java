package io.cooperage.provisioner.plugin;

import io.cooperage.api.Assignment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The plugins of a worker, by type. Immutable. */
public final class Plugins {
  private final Map<String, ProviderPlugin> providers;
  private final Map<String, AutomatorPlugin> automators;

  public Plugins(Map<String, ProviderPlugin> providers, Map<String, AutomatorPlugin> automators) {
    this.providers = Map.copyOf(providers);
    this.automators = Map.copyOf(automators);
  }

  /** Opens every plugin on the class path. */
  public static Plugins load(PluginServices services) {
    Map<String, ProviderPlugin> providers = new TreeMap<>();
    for (ProviderFactory factory : ServiceLoader.load(ProviderFactory.class)) {
      factory
          .open(services)
          .map(plugin -> providers.put(factory.type(), plugin))
          .ifPresent(former -> refuse("provider", factory.type()));
    }
    Map<String, AutomatorPlugin> automators = new TreeMap<>();
    for (AutomatorFactory factory : ServiceLoader.load(AutomatorFactory.class)) {
      factory
          .open(services)
          .map(plugin -> automators.put(factory.type(), plugin))
          .ifPresent(former -> refuse("automator", factory.type()));
    }
    return new Plugins(providers, automators);
  }

  public List<String> providerTypes() {
    return providers.keySet().stream().sorted().toList();
  }

  public List<String> automatorTypes() {
    return automators.keySet().stream().sorted().toList();
  }

  /** Runs the task's action in the plugin that it names. */
  public PluginResult run(PluginTask task) throws PluginException, InterruptedException {
    Assignment assignment = task.assignment();
    return switch (assignment.plugin()) {
      case PROVIDER -> provide(task);
      case AUTOMATOR -> automator(assignment.pluginType()).run(task);
    };
  }

  private PluginResult provide(PluginTask task) throws PluginException, InterruptedException {
    ProviderPlugin plugin = provider(task.assignment().pluginType());
    return switch (task.assignment().action()) {
      case CREATE -> create(plugin, task);
      case CONFIRM -> plugin.confirm(task);
      case DELETE -> plugin.delete(task);
      case BOOTSTRAP, INSTALL, CONFIGURE, INITIALIZE, START, STOP, REMOVE ->
          throw new PluginException(
              "A provider has no action " + task.assignment().action().wire() + ".");
    };
  }

  /** No machine is made twice: the tag is looked for first. */
  private static PluginResult create(ProviderPlugin plugin, PluginTask task)
      throws PluginException, InterruptedException {
    if (task.assignment().recreate()) {
      PluginResult deleted = plugin.delete(task);
      return deleted.success() ? plugin.create(task) : deleted;
    }
    Optional<PluginResult> found = plugin.find(task);
    return found.isPresent() ? found.get() : plugin.create(task);
  }

  private ProviderPlugin provider(String type) throws PluginException {
    ProviderPlugin plugin = providers.get(type);
    if (plugin == null) {
      throw new PluginException(
          "This worker has no provider of type \"" + type + "\", only " + providerTypes() + ".");
    }
    return plugin;
  }

  private AutomatorPlugin automator(String type) throws PluginException {
    AutomatorPlugin plugin = automators.get(type);
    if (plugin == null) {
      throw new PluginException(
          "This worker has no automator of type \"" + type + "\", only " + automatorTypes() + ".");
    }
    return plugin;
  }

  private static void refuse(String kind, String type) {
    throw new IllegalStateException(
        "Two plugins on the class path call themselves "
            + kind
            + " \""
            + type
            + "\". Remove one of the jars.");
  }
}
