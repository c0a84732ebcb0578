package io.cooperage.provisioner.pool;

import io.cooperage.api.AssignedNode;
import io.cooperage.api.PoolHostView;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskRef;
import io.cooperage.provisioner.machine.CommandResult;
import io.cooperage.provisioner.machine.Machine;
import io.cooperage.provisioner.machine.MachineException;
import io.cooperage.provisioner.machine.MachineLogin;
import io.cooperage.provisioner.machine.Machines;
import io.cooperage.provisioner.machine.RemoteScripts;
import io.cooperage.provisioner.plugin.PluginException;
import io.cooperage.provisioner.plugin.PluginResult;
import io.cooperage.provisioner.plugin.PluginTask;
import io.cooperage.provisioner.plugin.PoolInventory;
import io.cooperage.provisioner.plugin.ProviderPlugin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a registered machine to a tag, and takes it back. A machine is wiped before it is given and
 * before it is free again; both are repeatable. Thread-safe.
 */
final class PoolProvider implements ProviderPlugin {
  private static final String WIPE = RemoteScripts.text(PoolProvider.class, "wipe.sh");
  private static final String READ_TAG = "cat \"$HOME/.cooperage/tag\" 2> /dev/null || true";

  private static final int MOST_HOSTS = 4;

  private final PoolInventory pools;
  private final Machines machines;

  PoolProvider(PoolInventory pools, Machines machines) {
    this.pools = pools;
    this.machines = machines;
  }

  @Override
  public Optional<PluginResult> find(PluginTask task) throws PluginException, InterruptedException {
    Optional<PoolHostView> host = pools.find(pool(task), tag(task));
    if (host.isEmpty()) {
      return Optional.empty();
    }
    try (Machine machine = machines.connect(login(host.get()))) {
      return markedTag(machine).equals(tag(task))
          ? host.map(PoolProvider::given)
          : Optional.empty();
    } catch (MachineException e) {
      // Nobody has built on it yet: the creation finds out whether another is needed.
      task.stdout().line("Host " + host.get().name() + " does not answer: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** A host that lets nobody in is given back, and another one claimed. */
  @Override
  public PluginResult create(PluginTask task) throws PluginException, InterruptedException {
    String pool = pool(task);
    String tag = tag(task);
    List<String> avoid = new ArrayList<>();
    while (true) {
      PoolHostView host =
          pools.claim(pool, reference(task), tag, task.field("flavor", ""), List.copyOf(avoid));
      task.stdout().line(tag + " has host " + host.name() + " of pool " + pool);
      avoid.add(host.name());
      Optional<Machine> open = open(task, host, avoid.size() < MOST_HOSTS);
      if (open.isPresent()) {
        try (Machine machine = open.get()) {
          wipe(task, machine, tag);
        } catch (MachineException e) {
          throw new PluginException(e.getMessage(), e);
        }
        return given(host);
      }
    }
  }

  private Optional<Machine> open(PluginTask task, PoolHostView host, boolean mayFail)
      throws PluginException, InterruptedException {
    try {
      return Optional.of(machines.connect(login(host)));
    } catch (MachineException e) {
      if (!mayFail) {
        throw new PluginException(
            MOST_HOSTS + " hosts of the pool let nobody in, the last because: " + e.getMessage(),
            e);
      }
      task.stdout().line("It lets nobody in, so another is claimed: " + e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public PluginResult confirm(PluginTask task) throws PluginException, InterruptedException {
    String pool = pool(task);
    String tag = tag(task);
    PoolHostView host =
        pools
            .find(pool, tag)
            .orElseThrow(
                () -> new PluginException("No host of pool " + pool + " has the tag " + tag + "."));
    String marked = markedTag(host);
    if (!marked.equals(tag)) {
      throw new PluginException(
          "Host " + host.name() + " is marked \"" + marked + "\" instead of \"" + tag + "\".");
    }
    return given(host);
  }

  @Override
  public PluginResult delete(PluginTask task) throws PluginException, InterruptedException {
    String pool = pool(task);
    String tag = tag(task);
    Optional<PoolHostView> found = pools.find(pool, tag);
    if (found.isEmpty()) {
      return PluginResult.success("No host of pool " + pool + " has the tag " + tag + ".");
    }
    PoolHostView host = found.get();
    if (task.assignment().action() == TaskAction.CREATE) {
      // About to be made again, which wipes the machine, or takes another if this one is dead.
      return PluginResult.success("Host " + host.name() + " is made anew.");
    }
    try (Machine machine = machines.connect(login(host))) {
      String marked = markedTag(machine);
      if (!marked.isEmpty() && !marked.equals(tag)) {
        task.stdout().line("It was still marked \"" + marked + "\" by a former owner");
      }
      wipe(task, machine, "");
    } catch (MachineException e) {
      throw new PluginException(e.getMessage(), e);
    }
    pools.release(pool, reference(task), tag);
    return PluginResult.success("Host " + host.name() + " of pool " + pool + " is free again.");
  }

  /** Ends and removes all that was there, checks it, and marks the machine if there is a tag. */
  private static void wipe(PluginTask task, Machine machine, String tag)
      throws MachineException, InterruptedException {
    CommandResult result = machine.command(WIPE, "", tag);
    task.stdout().line(result.stdout().strip());
  }

  private String markedTag(PoolHostView host) throws PluginException, InterruptedException {
    try (Machine machine = machines.connect(login(host))) {
      return markedTag(machine);
    } catch (MachineException e) {
      throw new PluginException(e.getMessage(), e);
    }
  }

  private static String markedTag(Machine machine) throws MachineException, InterruptedException {
    return machine.command(READ_TAG, "").stdout().strip();
  }

  private static PluginResult given(PoolHostView host) {
    Map<String, String> properties = new LinkedHashMap<>(login(host).asProperties());
    properties.put("pool", host.pool());
    properties.put("pool.host", host.name());
    return new PluginResult(
        true,
        "Host " + host.name() + " of pool " + host.pool() + ".",
        Map.of("bind_v4", host.address(), "access_v4", host.address()),
        properties,
        Optional.of(host.datacenter()));
  }

  private static MachineLogin login(PoolHostView host) {
    return new MachineLogin(host.address(), host.port(), host.user(), host.hostKey());
  }

  private static String pool(PluginTask task) throws PluginException {
    return task.requiredField("pool");
  }

  private static String tag(PluginTask task) throws PluginException {
    AssignedNode node = task.assignment().node();
    if (!node.tag().matches("[\\w.-]{1,128}")) {
      throw new PluginException("The node's tag \"" + node.tag() + "\" cannot mark a machine.");
    }
    return node.tag();
  }

  private static TaskRef reference(PluginTask task) {
    return new TaskRef(task.assignment().task(), task.assignment().token());
  }
}
