package io.cooperage.provisioner.resource;

import io.cooperage.provisioner.plugin.PluginException;
import java.io.OutputStream;

/** Where contents come from when the cache does not have them: the servers. */
@FunctionalInterface
public interface BlobSource {
  /** Writes the content of {@code sha256} to {@code out}. */
  void fetch(String sha256, OutputStream out) throws PluginException, InterruptedException;
}
