package io.cooperage.provisioner.plugin;

/**
 * Runs the actions from bootstrap to remove on a machine that a provider made. Every action may be
 * repeated. Shared by all tasks of a worker: thread-safe. Interrupts as in {@link ProviderPlugin}.
 */
public interface AutomatorPlugin {
  /** Runs {@code task.assignment().action()}. */
  PluginResult run(PluginTask task) throws PluginException, InterruptedException;
}
