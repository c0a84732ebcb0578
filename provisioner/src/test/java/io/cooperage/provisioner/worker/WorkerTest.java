package io.cooperage.provisioner.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cooperage.api.Heartbeat;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskRef;
import io.cooperage.api.TaskResult;
import io.cooperage.api.WorkerLabels;
import io.cooperage.provisioner.Assignments;
import io.cooperage.provisioner.plugin.AutomatorPlugin;
import io.cooperage.provisioner.plugin.PluginResult;
import io.cooperage.provisioner.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {
  private static final Duration MARGIN = Duration.ofSeconds(1);

  @TempDir Path directory;
  private final FakeServers servers = new FakeServers();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger interrupted = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);
  private Worker worker;
  private Journal journal;

  @AfterEach
  void stop() throws InterruptedException {
    gate.countDown();
    servers.silent = false;
    if (worker != null) {
      worker.stop();
    }
  }

  @Test
  void aTaskIsRunAndItsResultPosted() throws Exception {
    start(4, quick());
    servers.queue.add(Assignments.simulated(1, TaskAction.START, Map.of()));
    await().until(() -> servers.accepted.size() == 1);
    TaskResult result = servers.accepted.get(0);
    assertThat(result.success()).isTrue();
    assertThat(result.token()).isEqualTo("7.1");
    assertThat(result.stdout()).isEqualTo("done\n");
    await().until(() -> journal().size() == 2);
    assertThat(journal().get(1).path("outcome").asText()).isEqualTo("success");
    assertThat(journal().get(1).path("settled").asText()).isEqualTo("accepted");
  }

  @Test
  void withoutItsJournalItTakesNothingMore() throws Exception {
    start(1, quick());
    journal.close();
    servers.queue.add(Assignments.simulated(1, TaskAction.START, Map.of()));
    await().until(() -> worker.broken().isDone());
    servers.queue.add(Assignments.simulated(2, TaskAction.START, Map.of()));
    worker.stop();
    assertThat(servers.queue).hasSize(1);
    assertThat(servers.accepted).isEmpty();
  }

  @Test
  void aResultIsPostedUntilItIsAccepted() throws Exception {
    servers.refusedFinishes.set(3);
    start(4, quick());
    servers.queue.add(Assignments.simulated(1, TaskAction.START, Map.of()));
    await().until(() -> servers.accepted.size() == 1);
    assertThat(servers.refusedFinishes).hasValue(0);
    await().until(() -> journal().size() == 2);
    JsonNode end = journal().get(1);
    assertThat(end.path("settledAt").asLong() - end.path("end").asLong())
        .as("settled only after the pauses between the posts, in milliseconds")
        .isGreaterThanOrEqualTo(50);
  }

  @Test
  void aStaleResultIsLeftAlone() throws Exception {
    servers.stale = true;
    start(4, quick());
    servers.queue.add(Assignments.simulated(1, TaskAction.START, Map.of()));
    await().until(() -> journal().size() == 2);
    assertThat(journal().get(1).path("settled").asText()).isEqualTo("stale");
  }

  @Test
  void whenTheLeaseIsOverEverythingIsStoppedAndNothingPosted() throws Exception {
    start(4, blocking());
    servers.queue.add(Assignments.simulated(1, TaskAction.START, Map.of()));
    servers.queue.add(Assignments.simulated(2, TaskAction.START, Map.of()));
    await().until(() -> begun.get() == 2);
    servers.silent = true;
    advance(Duration.ofMillis(FakeServers.LEASE_MILLIS).minus(MARGIN).minusMillis(500));
    assertThat(interrupted).hasValue(0);
    advance(Duration.ofMillis(500));
    await().until(() -> interrupted.get() == 2);
    await().until(() -> journal().size() == 4);
    assertThat(journal().get(3).path("outcome").asText()).isEqualTo("cancelled:lease_over");
    servers.silent = false;
    await().until(() -> servers.sessions.get() == 2);
    assertThat(servers.accepted).isEmpty();
  }

  @Test
  void aSessionWhoseLeaseIsOverIsHandedBackOnlyWhenItsTasksHaveEnded() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    start(
        2,
        task -> {
          begun.incrementAndGet();
          try {
            gate.await();
          } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            slow.await();
          }
          return PluginResult.success("");
        });
    servers.queue.add(Assignments.simulated(1, TaskAction.START, Map.of()));
    await().until(() -> begun.get() == 1);
    advance(Duration.ofMillis(FakeServers.LEASE_MILLIS));
    await().until(() -> interrupted.get() == 1);
    await().during(Duration.ofMillis(300)).until(() -> servers.left.isEmpty());
    slow.countDown();
    await().until(() -> servers.left.equals(List.of("s1")));
    assertThat(servers.accepted).isEmpty();
  }

  @Test
  void whenTheServersForgetTheWorkerItRegistersAgainAndOldTasksKeepTheirOldLease()
      throws Exception {
    start(4, blocking());
    servers.queue.add(Assignments.simulated(1, TaskAction.START, Map.of()));
    await().until(() -> begun.get() == 1);
    servers.forgetful = true;
    await().until(() -> servers.sessions.get() == 2);
    assertThat(interrupted).hasValue(0);
    advance(Duration.ofMillis(FakeServers.LEASE_MILLIS).minus(MARGIN));
    await().until(() -> interrupted.get() == 1);
    assertThat(servers.accepted).isEmpty();
  }

  @Test
  void aTaskOfAnEarlierSessionCanBeRevoked() throws Exception {
    start(4, blocking());
    servers.queue.add(Assignments.simulated(1, TaskAction.START, Map.of()));
    await().until(() -> begun.get() == 1);
    servers.forgetful = true;
    await().until(() -> servers.sessions.get() == 2);
    TaskRef earlier = new TaskRef(io.cooperage.api.TaskId.parse("00000042-001-1"), "7.1");
    int beats = servers.beats.size();
    await().until(() -> servers.beats.size() > beats + 1);
    assertThat(servers.beats.get(beats + 1).running()).containsExactly(earlier);
    servers.revoked.add(earlier);
    await().until(() -> interrupted.get() == 1);
  }

  @Test
  void aRevokedTaskIsStoppedAndTheOthersGoOn() throws Exception {
    start(4, blocking());
    servers.queue.add(Assignments.simulated(1, TaskAction.START, Map.of()));
    servers.queue.add(Assignments.simulated(2, TaskAction.START, Map.of()));
    await().until(() -> begun.get() == 2);
    servers.revoked.add(new TaskRef(io.cooperage.api.TaskId.parse("00000042-001-1"), "7.1"));
    await().until(() -> interrupted.get() == 1);
    gate.countDown();
    await().until(() -> servers.accepted.size() == 1);
    assertThat(servers.accepted.get(0).token()).isEqualTo("7.2");
  }

  @Test
  void aTaskThatTakesTooLongIsReportedAsFailed() throws Exception {
    start(4, blocking());
    servers.queue.add(Assignments.limited(1, Map.of(), 1000));
    await().until(() -> begun.get() == 1);
    advance(Duration.ofSeconds(1));
    await().until(() -> servers.accepted.size() == 1);
    assertThat(servers.accepted.get(0).success()).isFalse();
    assertThat(servers.accepted.get(0).message()).contains("00000042-001-001", "1000 ms");
  }

  @Test
  void noMoreTasksRunThanThereIsCapacity() throws Exception {
    start(2, blocking());
    for (int i = 1; i <= 5; i++) {
      servers.queue.add(Assignments.simulated(i, TaskAction.START, Map.of()));
    }
    await().until(() -> begun.get() == 2);
    await().during(Duration.ofMillis(200)).until(() -> begun.get() == 2);
    assertThat(servers.queue).hasSize(3);
    gate.countDown();
    await().until(() -> servers.accepted.size() == 5);
  }

  @Test
  void stoppingWaitsForWhatRunsAndHandsBackTheSession() throws Exception {
    start(2, blocking());
    servers.queue.add(Assignments.simulated(1, TaskAction.START, Map.of()));
    await().until(() -> begun.get() == 1);
    Thread stopper = new Thread(this::stopUnchecked);
    stopper.start();
    await().during(Duration.ofMillis(100)).until(() -> servers.left.isEmpty());
    gate.countDown();
    stopper.join(5000);
    assertThat(servers.accepted).hasSize(1);
    assertThat(servers.left).containsExactly("s1");
  }

  @Test
  void aBrokenPluginIsAFailedTask() throws Exception {
    start(
        2,
        task -> {
          throw new IllegalStateException("oops");
        });
    servers.queue.add(Assignments.simulated(1, TaskAction.START, Map.of()));
    await().until(() -> servers.accepted.size() == 1);
    assertThat(servers.accepted.get(0).success()).isFalse();
    assertThat(servers.accepted.get(0).message()).contains("oops");
  }

  @Test
  void heartbeatsNameWhatRuns() throws Exception {
    start(2, blocking());
    servers.queue.add(Assignments.simulated(1, TaskAction.START, Map.of()));
    await()
        .until(
            () ->
                servers.beats.stream()
                    .anyMatch(
                        beat ->
                            beat.running().stream().anyMatch(ref -> ref.token().equals("7.1"))));
  }

  @Test
  void aBeatNamesEverythingThatThePollsBeforeItsOwnBrought() throws Exception {
    start(30, blocking());
    for (int i = 1; i <= 30; i++) {
      servers.queue.add(Assignments.simulated(i, TaskAction.START, Map.of()));
      int expected = i;
      await().pollInterval(Duration.ofMillis(1)).until(() -> begun.get() == expected);
    }
    int beats = servers.beats.size();
    await().until(() -> servers.beats.size() >= beats + 3);
    assertThat(servers.beats.get(servers.beats.size() - 1).running()).hasSize(30);
    for (Heartbeat beat : servers.beats) {
      List<TaskRef> brought =
          servers.handOuts.entrySet().stream()
              .filter(handOut -> handOut.getValue() < beat.poll())
              .map(Map.Entry::getKey)
              .toList();
      assertThat(beat.running()).containsAll(brought);
    }
  }

  private void start(int capacity, AutomatorPlugin plugin) throws IOException {
    journal = Journal.open(directory.resolve("journal.jsonl"), "w1", Clock.systemUTC());
    worker =
        new Worker(
            new WorkerSettings(
                "w1",
                capacity,
                WorkerLabels.NONE,
                Duration.ofMillis(50),
                MARGIN,
                Duration.ofSeconds(10)),
            servers,
            new Plugins(Map.of(), Map.of("simulated", plugin)),
            journal,
            clock::get,
            new MetricRegistry());
    worker.start();
  }

  private void stopUnchecked() {
    try {
      worker.stop();
      worker = null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private AutomatorPlugin quick() {
    return task -> {
      task.stdout().line("done");
      return PluginResult.success("");
    };
  }

  private AutomatorPlugin blocking() {
    return task -> {
      begun.incrementAndGet();
      try {
        gate.await();
      } catch (InterruptedException e) {
        interrupted.incrementAndGet();
        throw e;
      }
      return PluginResult.success("");
    };
  }

  private void advance(Duration duration) {
    clock.addAndGet(duration.toNanos());
    await().pollDelay(Duration.ofMillis(200)).until(() -> true);
  }

  private List<JsonNode> journal() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("journal.jsonl"))) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }
}
