package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Runs random plans to their end, in random order, and watches the invariants. */
class ProgressPropertyTest {
  private static final JobId JOB = new ClusterId(1).job(1);

  @Property(tries = 300)
  void everyPlanRunsToItsEndInOrderAndOneTaskANodeAtATime(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
    Random random = new Random(seed);
    List<TaskRow> rows = plan(random, size);
    int total = (int) rows.stream().filter(TaskRow::isCounted).count();
    Progress progress = new Progress(job(total), new RetryPolicy(3, Duration.ZERO, 10));
    progress.addTasks(rows);
    for (int node = 1000; node < 1004; node++) {
      progress.addNode(node, 0);
    }
    progress.start();
    progress.settle();
    progress.releaseNext();
    Set<Integer> finished = new HashSet<>();
    Map<Integer, List<Integer>> predecessors = predecessors(rows);
    while (!progress.isComplete()) {
      List<Integer> out = out(progress, rows);
      assertThat(out).isNotEmpty();
      assertOneTaskANode(out, rows);
      assertNoNodeIdles(out, completed(progress, rows), predecessors, rows);
      int next = out.get(random.nextInt(out.size()));
      assertThat(completed(progress, rows)).containsAll(predecessors.get(next));
      assertThat(finished.add(next)).isTrue();
      progress.complete(next, "");
      progress.settle();
      assertThat(progress.unknown()).isEmpty();
      progress.releaseNext();
    }
    assertThat(finished).hasSize(total);
  }

  private static List<TaskRow> plan(Random random, int size) {
    List<Set<Integer>> successors = new ArrayList<>();
    int[] predecessors = new int[size + 1];
    for (int from = 1; from <= size; from++) {
      Set<Integer> to = new TreeSet<>();
      for (int i = 0; i < 3 && from < size; i++) {
        to.add(from + 1 + random.nextInt(size - from));
      }
      to.forEach(number -> predecessors[number]++);
      successors.add(to);
    }
    List<TaskRow> rows = new ArrayList<>();
    for (int number = 1; number <= size; number++) {
      boolean gate = random.nextInt(5) == 0;
      rows.add(
          TaskRow.planned(
              JOB.task(number),
              gate ? Optional.empty() : Optional.of(TaskAction.INSTALL),
              gate ? 0 : 1000 + random.nextInt(4),
              "",
              gate ? "" : "automator/sim",
              0,
              List.copyOf(successors.get(number - 1)),
              predecessors[number]));
    }
    return rows;
  }

  private static Map<Integer, List<Integer>> predecessors(List<TaskRow> rows) {
    Map<Integer, List<Integer>> predecessors = new HashMap<>();
    rows.forEach(row -> predecessors.put(row.id().number(), new ArrayList<>()));
    for (TaskRow row : rows) {
      row.successors().forEach(to -> predecessors.get(to).add(row.id().number()));
    }
    return predecessors;
  }

  private static List<Integer> out(Progress progress, List<TaskRow> rows) {
    return rows.stream()
        .map(row -> row.id().number())
        .filter(number -> progress.task(number).queue.isPresent())
        .toList();
  }

  private static List<Integer> completed(Progress progress, List<TaskRow> rows) {
    return rows.stream()
        .map(row -> row.id().number())
        .filter(number -> progress.task(number).state == TaskState.COMPLETE)
        .toList();
  }

  private static void assertOneTaskANode(List<Integer> out, List<TaskRow> rows) {
    assertThat(out.stream().map(number -> rows.get(number - 1).node()).toList())
        .doesNotHaveDuplicates();
  }

  /**
   * There are no stages: whatever has its predecessors complete is out, unless its node is busy.
   */
  private static void assertNoNodeIdles(
      List<Integer> out,
      List<Integer> completed,
      Map<Integer, List<Integer>> predecessors,
      List<TaskRow> rows) {
    List<Integer> busy = out.stream().map(number -> rows.get(number - 1).node()).toList();
    for (TaskRow row : rows) {
      int number = row.id().number();
      boolean ready =
          !row.isAutomatic()
              && !completed.contains(number)
              && completed.containsAll(predecessors.get(number));
      if (ready) {
        assertThat(busy).contains(row.node());
      }
    }
  }

  private static JobRow job(int total) {
    return new JobRow(
        JOB,
        ClusterOperation.CREATE,
        JobState.RUNNING,
        "dc1",
        1,
        1,
        "t",
        total,
        0,
        0,
        "",
        new JobRequest(false, false),
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
