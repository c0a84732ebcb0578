package io.cooperage.server.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.AssignedCluster;
import io.cooperage.api.AssignedNode;
import io.cooperage.api.Assignment;
import io.cooperage.api.ClusterId;
import io.cooperage.api.PluginKind;
import io.cooperage.api.TaskAction;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.GaleraException;
import io.cooperage.server.catalog.FieldPlace;
import io.cooperage.server.cluster.ClusterRow;
import io.cooperage.server.cluster.ClusterSecrets;
import io.cooperage.server.cluster.ClusterSpec;
import io.cooperage.server.cluster.ClusterViews;
import io.cooperage.server.cluster.Clusters;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.cluster.Nodes;
import io.cooperage.server.cluster.Nodes.NodeKey;
import io.cooperage.server.job.HandOut;
import io.cooperage.server.macro.MacroException;
import io.cooperage.server.macro.Macros;
import io.cooperage.server.resource.ResourceService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of hand-outs what workers need to run them: the documents of the cluster's spec, its
 * configuration with macros expanded, the machine, the exact plugin resources. Thread-safe.
 */
final class Assignments {
  private static final Logger LOG = LoggerFactory.getLogger(Assignments.class);

  private final Reads reads;
  private final Clusters clusters;
  private final Nodes nodes;
  private final ClusterSecrets secrets;
  private final ResourceService resources;
  private final long timeoutMillis;

  /** A hand-out that can be run, or why it cannot. */
  record Made(HandOut handOut, Optional<Assignment> assignment, String problem) {}

  private record PluginOfTenant(String tenant, String plugin) {}

  /** What one round has read. */
  private static final class Read {
    final Map<ClusterId, ClusterRow> clusters = new HashMap<>();
    final Map<ClusterId, List<NodeRow>> nodes = new HashMap<>();
    final Map<PluginOfTenant, Map<String, String>> resources = new HashMap<>();
  }

  /**
   * @param taskTimeout after which the server takes a task back; workers give up a little earlier
   */
  Assignments(
      Reads reads,
      Clusters clusters,
      Nodes nodes,
      ClusterSecrets secrets,
      ResourceService resources,
      Duration taskTimeout) {
    this.reads = reads;
    this.clusters = clusters;
    this.nodes = nodes;
    this.secrets = secrets;
    this.resources = resources;
    this.timeoutMillis = taskTimeout.toMillis() * 9 / 10;
  }

  List<Made> make(List<HandOut> handOuts) {
    return reads.run(
        "task.assign",
        Consistency.local(),
        handle -> {
          Read read = new Read();
          return handOuts.stream().map(handOut -> make(handle, read, handOut)).toList();
        });
  }

  private Made make(Handle handle, Read read, HandOut handOut) {
    ClusterId id = handOut.task().job().cluster();
    try {
      ClusterRow cluster =
          read.clusters.computeIfAbsent(id, key -> clusters.find(handle, key).orElseThrow());
      ClusterSpec spec = clusters.spec(handle, cluster);
      return new Made(handOut, Optional.of(assignment(handle, read, handOut, cluster, spec)), "");
    } catch (MacroException e) {
      return new Made(
          handOut, Optional.empty(), "The configuration cannot be expanded: " + e.getMessage());
    } catch (JdbiException | GaleraException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("task {} cannot be assigned", handOut.task(), e);
      return new Made(handOut, Optional.empty(), "It cannot be handed to a worker: " + e);
    }
  }

  private Assignment assignment(
      Handle handle, Read read, HandOut handOut, ClusterRow cluster, ClusterSpec spec) {
    boolean expand = handOut.generation() == 0 && spec.config().toString().contains("%");
    List<NodeRow> known = nodes(handle, read, handOut, cluster, expand);
    NodeRow node =
        known.stream().filter(one -> one.number() == handOut.node()).findFirst().orElseThrow();
    JsonNode config = expand ? config(handOut, cluster, spec, known, node) : spec.config();
    int slash = handOut.plugin().indexOf('/');
    PluginKind kind = PluginKind.parse(handOut.plugin().substring(0, slash));
    String type = handOut.plugin().substring(slash + 1);
    Map<String, String> files =
        read.resources.computeIfAbsent(
            new PluginOfTenant(cluster.tenant(), handOut.plugin()),
            key -> resources.activeFor(handle, cluster.tenant(), kind, type));
    return new Assignment(
        handOut.task(),
        handOut.token(),
        handOut.action(),
        kind,
        type,
        fields(handle, handOut, spec),
        handOut.service(),
        node(handle, handOut, kind, node, spec),
        new AssignedCluster(cluster.id(), cluster.name(), cluster.tenant(), cluster.owner()),
        config,
        files,
        handOut.recreate(),
        timeoutMillis);
  }

  /** All nodes where macros may speak of them, else the one that the task is for. */
  private List<NodeRow> nodes(
      Handle handle, Read read, HandOut handOut, ClusterRow cluster, boolean all) {
    if (all) {
      return read.nodes.computeIfAbsent(cluster.id(), id -> nodes.list(handle, id));
    }
    return nodes.find(handle, List.of(new NodeKey(cluster.id(), handOut.node())));
  }

  private static JsonNode config(
      HandOut handOut, ClusterRow cluster, ClusterSpec spec, List<NodeRow> all, NodeRow node) {
    try {
      return Macros.expand(
          spec.config(), ClusterViews.macros(cluster, spec, all), ClusterViews.macros(spec, node));
    } catch (MacroException e) {
      if (needsConfig(handOut.action())) {
        throw e;
      }
      return spec.config();
    }
  }

  private static boolean needsConfig(TaskAction action) {
    return switch (action) {
      case INSTALL, CONFIGURE, INITIALIZE, START -> true;
      case CREATE, CONFIRM, BOOTSTRAP, STOP, REMOVE, DELETE -> false;
    };
  }

  private Map<String, String> fields(Handle handle, HandOut handOut, ClusterSpec spec) {
    if (handOut.service().isEmpty()) {
      return Map.of();
    }
    return secrets.open(
        handle,
        spec.service(handOut.service()).actions().get(handOut.action()).fields(),
        field -> FieldPlace.ofAction(handOut.service(), handOut.action(), field));
  }

  /**
   * What may be secret about the provider goes to its own tasks only: an automator's go to machines
   * on which the cluster's tenant reads everything.
   */
  private AssignedNode node(
      Handle handle, HandOut handOut, PluginKind kind, NodeRow node, ClusterSpec spec) {
    boolean earlier = handOut.generation() != 0 && handOut.generation() != node.generation();
    return new AssignedNode(
        node.number(),
        node.hostname(),
        earlier ? NodeRow.tag(node.cluster(), node.number(), handOut.generation()) : node.tag(),
        kind == PluginKind.PROVIDER ? secrets.openProvider(handle, spec.provider()) : Map.of(),
        type(spec.hardwaretypes(), node.hardwaretype()),
        type(spec.imagetypes(), node.imagetype()),
        earlier ? Map.of() : node.addresses(),
        earlier ? Map.of() : node.plainProperties(),
        earlier ? "" : node.datacenter(),
        node.services(),
        earlier ? Map.of() : secrets.credentials(handle, node));
  }

  private static Map<String, String> type(Map<String, ClusterSpec.TypeSpec> types, String name) {
    return types.containsKey(name) ? types.get(name).fields() : Map.of();
  }
}
