package io.cooperage.galera.recovery;

import io.cooperage.galera.recovery.RecoverySite.NodeFile;
import io.cooperage.galera.recovery.RecoverySite.NodeStart;
import io.cooperage.galera.recovery.RecoverySite.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Does the steps of a plan that change a node. Each can be repeated. */
final class StepRunner {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Duration BETWEEN_WORDS = Duration.ofSeconds(5);
  private static final int LOG_LINES = 15;

  private final RecoverySite site;
  private final EvidenceCollector collector;
  private final RecoveryProgress progress;

  StepRunner(RecoverySite site, EvidenceCollector collector, RecoveryProgress progress) {
    this.site = site;
    this.collector = collector;
    this.progress = progress;
  }

  /** Keeps writers out of the nodes that run. */
  String fence(List<String> nodes) {
    List<String> running = running(nodes);
    running.forEach(node -> site.execute(node, "SET GLOBAL read_only = ON"));
    return running.isEmpty() ? "none runs" : String.join(", ", running) + " read-only";
  }

  String release(List<String> nodes) {
    List<String> running = running(nodes);
    running.forEach(node -> site.execute(node, "SET GLOBAL read_only = OFF"));
    return String.join(", ", running) + " writable";
  }

  private List<String> running(List<String> nodes) {
    return nodes.stream().filter(node -> site.process(node) == ProcessState.RUNNING).toList();
  }

  String stop(String node) {
    site.stop(node);
    return "stopped";
  }

  /** Leaves nothing behind by which a node would begin, or wait for, a cluster of its own. */
  String clear(List<NodeEvidence> stopped) {
    for (NodeEvidence node : stopped) {
      stateToJoinFrom(node)
          .ifPresent(state -> write(node.node(), state.withSafeToBootstrap(false)));
      site.delete(node.node(), NodeFile.VIEW);
    }
    return "no flag, no view";
  }

  /** A file that cannot be read would make a node begin a new history at its very position. */
  private static Optional<SavedState> stateToJoinFrom(NodeEvidence node) {
    if (!node.exact()) {
      return node.saved();
    }
    return node.saved()
        .filter(saved -> saved.position().equals(node.position().orElseThrow()))
        .or(() -> Optional.of(SavedState.crashed(node.uuid())));
  }

  private void write(String node, SavedState state) {
    site.write(node, NodeFile.STATE, state.text());
  }

  /**
   * @throws RecoveryException if any node is no more what it was when the plan was made
   */
  void requireUnchanged(List<NodeEvidence> planned) {
    for (NodeEvidence node : planned) {
      NodeState now = collector.state(node.node());
      if (now != node.state()) {
        throw new RecoveryException(
            "%s was %s when the plan was made, and is %s now."
                .formatted(node.node(), node.state(), now),
            "run it again: it looks anew");
      }
    }
  }

  String bootstrap(NodeEvidence founder, boolean readOnly, Duration limit) {
    write(founder.node(), stateToJoinFrom(founder).orElseThrow().withSafeToBootstrap(true));
    site.start(founder.node(), new NodeStart(true, founder.position(), readOnly));
    awaitSynced(founder.node(), limit);
    return requireHistory(founder);
  }

  String promote(NodeEvidence founder, Duration limit) {
    long begin = System.nanoTime();
    while (!collector.state(founder.node()).primary()) {
      try {
        site.execute(founder.node(), "SET GLOBAL wsrep_provider_options = 'pc.bootstrap=YES'");
      } catch (RecoveryException refused) {
        // While a view changes, because another one has just gone, it is refused.
        if (System.nanoTime() - begin > limit.toNanos()) {
          throw refused;
        }
        progress.detail(founder.node() + " refuses as yet");
      }
      pause();
    }
    awaitSynced(founder.node(), limit);
    return requireHistory(founder);
  }

  private String requireHistory(NodeEvidence founder) {
    GaleraPosition now = position(founder.node());
    if (!now.uuid().equals(founder.uuid()) || now.seqno() < founder.seqno()) {
      throw new RecoveryException(
          "%s began at %s, and should have at %s."
              .formatted(founder.node(), now, founder.position().orElseThrow()),
          "stop it before another node joins, and look at its log");
    }
    return "Primary component at " + now;
  }

  String join(RecoveryStep step, boolean readOnly, Duration limit) {
    String node = step.node();
    if (site.process(node) == ProcessState.STOPPED) {
      if (step.action() == RecoveryStep.Action.REPLACE) {
        site.delete(node, NodeFile.STATE);
      }
      site.start(node, new NodeStart(false, step.position(), readOnly));
    }
    awaitSynced(node, limit);
    return "synced by %s at %s".formatted(StateTransfer.read(site.log(node)), position(node));
  }

  private GaleraPosition position(String node) {
    return Agreement.position(collector.status(node));
  }

  private void awaitSynced(String node, Duration limit) {
    long begin = System.nanoTime();
    long said = begin;
    while (true) {
      Map<String, String> status = collector.status(node);
      if (EvidenceCollector.state(status) == NodeState.SYNCED) {
        return;
      }
      requireRunning(node);
      long now = System.nanoTime();
      String what = status.getOrDefault("local_state_comment", "does not answer yet");
      if (now - begin > limit.toNanos()) {
        throw new RecoveryException(
            "%s is not synced after %d s: %s.%s"
                .formatted(node, limit.toSeconds(), what, logTail(node)),
            "look at its log, and run this again: it goes on from here");
      }
      if (now - said > BETWEEN_WORDS.toNanos()) {
        said = now;
        progress.detail(
            "%s: %s, %d of at most %d s"
                .formatted(
                    node, what, TimeUnit.NANOSECONDS.toSeconds(now - begin), limit.toSeconds()));
      }
      pause();
    }
  }

  private void requireRunning(String node) {
    if (site.process(node) != ProcessState.RUNNING) {
      throw new RecoveryException(
          "%s ended before it was synced.%s".formatted(node, logTail(node)),
          "mend what its log names, and run this again: it goes on from here");
    }
  }

  private String logTail(String node) {
    List<String> lines = site.log(node).lines().toList();
    return lines.isEmpty()
        ? ""
        : " Its log ends:\n"
            + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RecoveryException("The recovery was interrupted.", "run it again", e);
    }
  }
}
