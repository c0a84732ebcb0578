package io.cooperage.galera.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cooperage.galera.recovery.RecoveryReport.Outcome;
import io.cooperage.galera.recovery.RecoveryReport.StepResult;
import io.cooperage.galera.recovery.RecoverySite.NodeFile;
import io.cooperage.galera.recovery.RecoverySite.NodeStart;
import io.cooperage.galera.recovery.RecoverySite.ProcessState;
import io.cooperage.galera.recovery.Refusal.Reason;
import io.cooperage.galera.testing.GaleraNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes after a blackout, poisoned in every way that is known to lose data. */
class RecoveryIT {

  private static final RecoveryLimits LIMITS =
      new RecoveryLimits(
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Duration.ofSeconds(5));

  @TempDir private static Path kept;
  private static Blackout blackout;

  @TempDir private Path directory;
  private LocalNodes nodes;

  @BeforeAll
  static void blackOut() throws Exception {
    blackout = Blackout.make(kept);
  }

  @AfterAll
  static void end() {
    blackout.close();
  }

  @BeforeEach
  void again() throws Exception {
    blackout.restore();
    nodes = new LocalNodes(blackout.galera());
  }

  @Test
  void storageDecidesWhereCrashedNodesAreFlaggedAndRememberViews() throws Exception {
    for (String node : nodes.nodes()) {
      SavedState saved = SavedState.parse(nodes.read(node, NodeFile.STATE).orElseThrow()).get();
      nodes.write(
          node,
          NodeFile.STATE,
          SavedState.crashed(saved.position().uuid())
              .withSafeToBootstrap(!node.equals("node1"))
              .text());
    }
    nodes.write("node3", NodeFile.VIEW, nodes.read("node2", NodeFile.VIEW).orElseThrow());

    assertThatThrownBy(
            () ->
                recovery(at("BOOTSTRAP node1", this::breakOffBeforeAnyBegins))
                    .run(RecoveryOverrides.none(), List.of()))
        .isInstanceOf(Broken.class);
    RecoveryReport report = run(RecoveryOverrides.none());

    assertThat(done(report))
        .containsExactly("FENCE", "CLEAR", "BOOTSTRAP", "JOIN", "JOIN", "AUDIT", "RELEASE");
    assertThat(report.steps().get(3).outcome()).startsWith("synced by IST");
    assertThat(report.steps().get(4).outcome()).startsWith("synced by IST");
    blackout.requireWhole();
  }

  private void breakOffBeforeAnyBegins() {
    for (String node : nodes.nodes()) {
      assertThat(nodes.process(node)).isEqualTo(ProcessState.STOPPED);
      assertThat(nodes.read(node, NodeFile.VIEW)).isEmpty();
      assertThat(nodes.read(node, NodeFile.STATE).orElseThrow()).contains("safe_to_bootstrap: 0");
    }
    assertThatThrownBy(() -> recovery(RecoveryProgress.silent()).plan(RecoveryOverrides.none()))
        .isInstanceOf(RecoveryException.class)
        .hasMessageContaining("Another recovery of these nodes is under way");
    throw new Broken();
  }

  @Test
  void aSpoiltStateFileMakesNoNewHistoryAndAResumedRecoveryDoesNotBeginAgain() throws Exception {
    Files.write(nodes.data("node1").resolve("grastate.dat"), new byte[] {0, -1, 35, 10, 127});
    SavedState third = SavedState.parse(nodes.read("node3", NodeFile.STATE).orElseThrow()).get();
    nodes.write(
        "node3",
        NodeFile.STATE,
        new SavedState(new GaleraPosition(third.position().uuid(), 9999), true).text());

    assertThatThrownBy(
            () ->
                recovery(at("JOIN node3", this::breakOffWhenOneServes))
                    .run(RecoveryOverrides.none(), List.of()))
        .isInstanceOf(Broken.class);
    RecoveryReport incomplete =
        recovery(RecoveryProgress.silent()).run(RecoveryOverrides.none(), List.of(complaining()));

    assertThat(incomplete.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(done(incomplete)).containsExactly("CLEAR", "JOIN", "JOIN", "AUDIT");
    for (GaleraNode node : blackout.galera().nodes()) {
      assertThat(Blackout.value(node, "SELECT @@read_only")).isOne();
    }
    assertThat(done(run(RecoveryOverrides.none()))).containsExactly("AUDIT", "RELEASE");
    blackout.requireWhole();
  }

  private void breakOffWhenOneServes() {
    assertThat(nodes.node("node1").isSynced()).isTrue();
    assertThat(nodes.ask("node1", "SELECT 'read_only', @@read_only"))
        .containsEntry("read_only", "1");
    throw new Broken();
  }

  private static RecoveryAudit complaining() {
    return new RecoveryAudit() {
      @Override
      public String name() {
        return "a ledger";
      }

      @Override
      public List<String> complaints(NodeQueries queries, List<String> asked) {
        return List.of("operation 7 is missing");
      }
    };
  }

  @Test
  void wipedAndMissingNodesAreGivenUpOnlyByName() throws Exception {
    Blackout.remove(nodes.data("node3"));
    nodes.lose("node2");

    assertThat(reasons(RecoveryOverrides.none()))
        .containsExactly(Reason.UNREACHABLE, Reason.NO_HISTORY);
    assertThat(reasons(RecoveryOverrides.without(Set.of("node3"))))
        .containsExactly(Reason.UNREACHABLE);
    RecoveryReport report = run(RecoveryOverrides.without(Set.of("node2", "node3")));
    assertThat(report.plan().losses())
        .extracting(PossibleLoss::node)
        .containsExactly("node2", "node3");
    assertThat(done(report))
        .containsExactly("FENCE", "CLEAR", "BOOTSTRAP", "REPLACE", "AUDIT", "RELEASE");
    assertThat(report.steps().get(3).outcome()).startsWith("synced by SST");

    nodes.find("node2");
    RecoveryReport late = run(RecoveryOverrides.none());
    assertThat(done(late)).containsExactly("CLEAR", "JOIN", "AUDIT");
    assertThat(late.steps().get(1).outcome()).startsWith("synced by IST");
    blackout.requireWhole();
    assertThat(recovery(RecoveryProgress.silent()).plan(RecoveryOverrides.none()).steps())
        .isEmpty();
  }

  @Test
  void theDataOfAnotherClusterIsNotMixedIn() throws Exception {
    // What happens to whoever begins a cluster with a state file that cannot be read.
    nodes.write("node2", NodeFile.STATE, "spoilt");
    nodes.delete("node2", NodeFile.VIEW);
    nodes.start("node2", new NodeStart(true, Optional.empty(), false));
    nodes.node("node2").awaitSynced(Duration.ofSeconds(30));
    nodes.node("node2").kill();

    assertThat(reasons(RecoveryOverrides.none())).containsExactly(Reason.TWO_HISTORIES);
    RecoveryReport report = run(RecoveryOverrides.without(Set.of("node2")));

    assertThat(report.plan().losses().get(0).transactions()).isPresent();
    assertThat(report.steps().stream().map(StepResult::outcome))
        .anyMatch(outcome -> outcome.startsWith("synced by SST"))
        .anyMatch(outcome -> outcome.startsWith("synced by IST"));
    blackout.requireWhole();
  }

  @Test
  void dataThatDoesNotTellHowFarItGoesIsRefused() throws Exception {
    Files.write(
        nodes.data("node2").resolve("ibdata1"),
        new byte[4096],
        StandardOpenOption.TRUNCATE_EXISTING);
    Files.createFile(nodes.data("node3").resolve("sst_in_progress"));

    RecoveryPlan plan = recovery(RecoveryProgress.silent()).plan(RecoveryOverrides.none());

    assertThat(plan.refusals())
        .extracting(Refusal::reason)
        .containsExactly(Reason.UNKNOWN_POSITION, Reason.UNKNOWN_POSITION);
    assertThat(plan.refusals().get(1).what()).contains("a whole copy to it was broken off");
    assertThat(
            recovery(RecoveryProgress.silent())
                .plan(RecoveryOverrides.without(Set.of("node2", "node3")))
                .founding()
                .map(RecoveryStep::node))
        .contains("node1");
  }

  @Test
  void aNodeThatStillRunsFormsTheComponent() throws Exception {
    run(RecoveryOverrides.none());
    blackout.galera().node(2).kill();
    blackout.galera().node(3).kill();
    awaitNonPrimary("node1");
    nodes.delete("node3", NodeFile.VIEW);
    nodes.start("node3", new NodeStart(false, Optional.empty(), false));

    assertThat(reasons(RecoveryOverrides.none())).containsExactly(Reason.SILENT);
    RecoveryReport report = run(RecoveryOverrides.stop(Set.of("node3")));

    assertThat(done(report))
        .containsExactly("STOP", "FENCE", "CLEAR", "PROMOTE", "JOIN", "JOIN", "AUDIT", "RELEASE");
    assertThat(report.steps().get(3).step().node()).isEqualTo("node1");
    blackout.requireWhole();
  }

  private void awaitNonPrimary(String node) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                nodes
                    .ask(node, "SHOW GLOBAL STATUS LIKE 'wsrep_cluster_status'")
                    .containsValue("non-Primary"));
  }

  private RecoveryReport run(RecoveryOverrides overrides) {
    RecoveryReport report = recovery(RecoveryProgress.silent()).run(overrides, List.of());
    assertThat(report.outcome()).as(RecoveryText.of(report)).isEqualTo(Outcome.RECOVERED);
    return report;
  }

  private List<Reason> reasons(RecoveryOverrides overrides) {
    return recovery(RecoveryProgress.silent()).plan(overrides).refusals().stream()
        .map(Refusal::reason)
        .toList();
  }

  private static List<String> done(RecoveryReport report) {
    return report.steps().stream().map(done -> done.step().action().name()).toList();
  }

  private Recovery recovery(RecoveryProgress progress) {
    return new Recovery(nodes, directory.resolve("recovery"), LIMITS, progress, Clock.systemUTC());
  }

  /** Does something when a step begins. */
  private static RecoveryProgress at(String step, Runnable then) {
    return new RecoveryProgress() {
      @Override
      public void begin(String what, Duration bound) {
        if (what.equals(step)) {
          then.run();
        }
      }

      @Override
      public void detail(String text) {}

      @Override
      public void end(String outcome) {}
    };
  }

  /** Stands for the end of the program in the middle of a recovery. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
