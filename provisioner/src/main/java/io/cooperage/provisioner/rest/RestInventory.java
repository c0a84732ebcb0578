package io.cooperage.provisioner.rest;

import io.cooperage.api.PoolClaim;
import io.cooperage.api.PoolHostView;
import io.cooperage.api.TaskRef;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.UnreachableException;
import io.cooperage.provisioner.plugin.PluginException;
import io.cooperage.provisioner.plugin.PoolInventory;
import io.cooperage.provisioner.resource.BlobSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Pools and resource contents, as plugins ask for them. Thread-safe. */
public final class RestInventory implements PoolInventory, BlobSource {
  private final CooperageClient client;

  public RestInventory(CooperageClient client) {
    this.client = client;
  }

  @Override
  public Optional<PoolHostView> find(String pool, String tag)
      throws PluginException, InterruptedException {
    return ask("find " + tag + " in pool " + pool, () -> client.pools().find(pool, tag));
  }

  @Override
  public PoolHostView claim(
      String pool, TaskRef task, String tag, String flavor, List<String> avoid)
      throws PluginException, InterruptedException {
    return ask(
        "claim a host of pool " + pool,
        () -> client.pools().claim(pool, new PoolClaim(task, tag, flavor, avoid)));
  }

  @Override
  public void release(String pool, TaskRef task, String tag)
      throws PluginException, InterruptedException {
    ask(
        "release " + tag + " in pool " + pool,
        () -> {
          client.pools().release(pool, new PoolClaim(task, tag, ""));
          return tag;
        });
  }

  @Override
  public void fetch(String sha256, OutputStream out) throws PluginException, InterruptedException {
    byte[] content = ask("fetch resource " + sha256, () -> client.resources().blob(sha256));
    try {
      out.write(content);
    } catch (IOException e) {
      throw new PluginException("Resource " + sha256 + " cannot be kept: " + e.getMessage(), e);
    }
  }

  private static <T> T ask(String what, Supplier<T> call)
      throws PluginException, InterruptedException {
    try {
      return call.get();
    } catch (ApiException e) {
      throw new PluginException("The servers refuse to " + what + ": " + e.getMessage(), e);
    } catch (UnreachableException e) {
      Failures.rethrowInterrupt(e);
      throw new PluginException("No server could be asked to " + what + ": " + e.getMessage(), e);
    }
  }
}
