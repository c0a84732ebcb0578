package io.cooperage.galera.recovery;

import io.cooperage.galera.recovery.RecoverySite.NodeFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Looks at all nodes at once. Changes nothing, but for what crash recovery does to the storage of a
 * stopped node, and would do at its next start.
 */
final class EvidenceCollector {

  private static final String STATUS = "SHOW GLOBAL STATUS LIKE 'wsrep\\_%'";

  private final RecoverySite site;
  private final Duration limit;

  EvidenceCollector(RecoverySite site, Duration limit) {
    this.site = site;
    this.limit = limit;
  }

  /** In the site's order. A node that cannot be looked at in time counts as unreachable. */
  List<NodeEvidence> collect() {
    List<String> nodes = site.nodes();
    ExecutorService executor = Executors.newFixedThreadPool(nodes.size());
    try {
      List<Future<NodeEvidence>> looks =
          executor.invokeAll(
              nodes.stream().<Callable<NodeEvidence>>map(this::look).toList(),
              limit.toMillis(),
              TimeUnit.MILLISECONDS);
      List<NodeEvidence> evidence = new ArrayList<>();
      for (int i = 0; i < looks.size(); i++) {
        evidence.add(result(nodes.get(i), looks.get(i)));
      }
      return evidence;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecoveryException("The recovery was interrupted.", "run it again", e);
    } finally {
      executor.shutdownNow();
    }
  }

  private Callable<NodeEvidence> look(String node) {
    return () ->
        switch (site.process(node)) {
          case UNREACHABLE -> NodeEvidence.of(node, NodeState.UNREACHABLE, Optional.empty());
          case STOPPED -> stopped(node);
          case RUNNING -> running(node, status(node));
        };
  }

  private NodeEvidence result(String node, Future<NodeEvidence> look) throws InterruptedException {
    try {
      return look.get();
    } catch (CancellationException e) {
      return unreachable(
          node, "it could not be looked at within %d s".formatted(limit.toSeconds()));
    } catch (ExecutionException e) {
      return unreachable(node, String.valueOf(e.getCause().getMessage()));
    }
  }

  private static NodeEvidence unreachable(String node, String why) {
    return NodeEvidence.of(node, NodeState.UNREACHABLE, Optional.empty()).withRemarks(List.of(why));
  }

  /** What a node is now, without asking a stopped one's storage. */
  NodeState state(String node) {
    return switch (site.process(node)) {
      case UNREACHABLE -> NodeState.UNREACHABLE;
      case STOPPED -> NodeState.STOPPED;
      case RUNNING -> state(status(node));
    };
  }

  /** The status of a node without "wsrep_"; empty if it does not answer. */
  Map<String, String> status(String node) {
    return site.ask(node, STATUS).entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().replaceFirst("^wsrep_", ""), Map.Entry::getValue));
  }

  /** What a running node is, by its status. */
  static NodeState state(Map<String, String> status) {
    return switch (status.getOrDefault("cluster_status", "")) {
      case "Primary" ->
          "4".equals(status.get("local_state")) && "ON".equals(status.get("ready"))
              ? NodeState.SYNCED
              : NodeState.UNSYNCED;
      case "non-Primary" -> NodeState.NON_PRIMARY;
      // Its replication does not run: what it says of a component means nothing.
      default -> NodeState.SILENT;
    };
  }

  private static NodeEvidence running(String node, Map<String, String> status) {
    GaleraPosition position =
        new GaleraPosition(
            status.getOrDefault("local_state_uuid", GaleraPosition.none().uuid()),
            number(status, "last_committed"));
    return NodeEvidence.of(node, state(status), Optional.of(position).filter(GaleraPosition::exact))
        .withMembers((int) Math.max(0, number(status, "cluster_size")));
  }

  private static long number(Map<String, String> status, String name) {
    String text = status.getOrDefault(name, "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  private NodeEvidence stopped(String node) {
    List<String> remarks = new ArrayList<>();
    Optional<String> file = site.read(node, NodeFile.STATE);
    Optional<SavedState> saved = file.flatMap(SavedState::parse);
    if (file.isPresent() && saved.isEmpty() && !file.get().isBlank()) {
      remarks.add("its grastate.dat cannot be read");
    }
    Optional<GaleraPosition> stored = stored(node, remarks);
    Optional<GaleraPosition> position = position(saved, stored, remarks);
    return new NodeEvidence(
        node,
        NodeState.STOPPED,
        position,
        source(saved, position),
        saved,
        site.read(node, NodeFile.VIEW).flatMap(SavedView::parse),
        0,
        remarks);
  }

  private Optional<GaleraPosition> stored(String node, List<String> remarks) {
    if (!site.hasData(node)) {
      return Optional.of(GaleraPosition.none());
    }
    if (site.read(node, NodeFile.TRANSFER).isPresent()) {
      remarks.add("a whole copy to it was broken off, so its data is half of one");
      return Optional.empty();
    }
    try {
      return GaleraPosition.ofRecovery(site.recover(node));
    } catch (RecoveryException e) {
      remarks.add("its storage cannot be asked: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Storage knows what is committed; the file may be old, lost or written by hand. */
  private static Optional<GaleraPosition> position(
      Optional<SavedState> saved, Optional<GaleraPosition> stored, List<String> remarks) {
    Optional<GaleraPosition> written =
        saved.map(SavedState::position).filter(GaleraPosition::exact);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    if (written.isPresent() && !written.equals(stored)) {
      remarks.add(
          "its grastate.dat says %s, its storage %s, which counts"
              .formatted(written.get(), stored.get()));
    }
    return stored;
  }

  private static PositionSource source(
      Optional<SavedState> saved, Optional<GaleraPosition> position) {
    if (position.isEmpty()) {
      return PositionSource.NONE;
    }
    return saved.map(SavedState::position).equals(position)
        ? PositionSource.STATE_FILE
        : PositionSource.STORAGE;
  }
}
