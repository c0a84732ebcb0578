package io.cooperage.provisioner.plugin;

import java.nio.file.Path;

/** The contents of plugin resources, by their SHA-256, as files of this worker. */
public interface ResourceFiles {
  /**
   * A file with exactly the content of that hash (64 hexadecimal digits), fetched from the servers
   * when the worker does not have it yet.
   */
  Path file(String sha256) throws PluginException, InterruptedException;
}
