package io.cooperage.provisioner.plugin;

import io.cooperage.api.PoolHostView;
import io.cooperage.api.TaskRef;
import java.util.List;
import java.util.Optional;

/** The pools of registered hosts, as the servers keep them for all datacenters. */
public interface PoolInventory {
  /** The host that carries {@code tag}, if any. */
  Optional<PoolHostView> find(String pool, String tag) throws PluginException, InterruptedException;

  /**
   * Gives {@code tag} a free host of the pool, in this datacenter if there is one; the same tag
   * always gets the same host, unless that is one of {@code avoid}, by name.
   */
  PoolHostView claim(String pool, TaskRef task, String tag, String flavor, List<String> avoid)
      throws PluginException, InterruptedException;

  /** Makes the tag's host free again; no host is fine. */
  void release(String pool, TaskRef task, String tag) throws PluginException, InterruptedException;
}
