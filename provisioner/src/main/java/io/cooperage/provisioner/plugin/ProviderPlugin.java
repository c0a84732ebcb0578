package io.cooperage.provisioner.plugin;

import java.util.Optional;

/**
 * Makes, confirms and deletes machines. Every call may be repeated after a crash at any instant, by
 * any worker. Shared by all tasks of a worker: thread-safe. A call is ended by an interrupt; it
 * passes it on as {@link InterruptedException} (or ends soon in any other way), and its result is
 * then thrown away.
 */
public interface ProviderPlugin {
  /**
   * The machine that is there under the node's tag, complete, as the result that {@link #create}
   * gave for it. Asked before each {@link #create}, which is left out if there is one.
   */
  Optional<PluginResult> find(PluginTask task) throws PluginException, InterruptedException;

  /**
   * Makes the machine under the node's tag, or completes what an earlier attempt left half-made.
   */
  PluginResult create(PluginTask task) throws PluginException, InterruptedException;

  /** Shows that the machine is up and is the one that the node's tag names. */
  PluginResult confirm(PluginTask task) throws PluginException, InterruptedException;

  /** Unmakes the machine. That there is none is a success. */
  PluginResult delete(PluginTask task) throws PluginException, InterruptedException;
}
