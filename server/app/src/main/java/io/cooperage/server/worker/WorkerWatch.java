package io.cooperage.server.worker;

import io.cooperage.api.TaskRef;
import io.cooperage.server.job.LostTasks.Held;
import io.cooperage.server.worker.SessionStore.Beat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges from beats and from what workers say they have in hand which workers are gone and which
 * tasks nobody runs: beats that stand still for the lease, and hand-outs that never arrived. Time
 * is the watcher's own monotonic clock. Pure but for what it remembers; confined to one thread.
 */
final class WorkerWatch {
  private final Duration heartbeat;
  private final Duration lease;
  private Map<String, Seen> seen = new HashMap<>();
  private Map<TaskRef, Long> missing = new HashMap<>();

  private record Seen(long beat, long since) {}

  /** Workers that are gone, how many live, and tasks to put back. */
  record Judgement(List<String> gone, int alive, List<Held> lost) {}

  WorkerWatch(Duration heartbeat, Duration lease) {
    this.heartbeat = heartbeat;
    this.lease = lease;
  }

  Judgement judge(List<Beat> beats, List<Held> held, long now) {
    Map<String, Seen> current = new HashMap<>();
    List<String> gone = new ArrayList<>();
    Set<String> alive = new HashSet<>();
    Set<TaskRef> covered = new HashSet<>();
    for (Beat beat : beats) {
      Seen before = seen.get(beat.id());
      Seen after =
          before != null && before.beat() == beat.beat() ? before : new Seen(beat.beat(), now);
      if (now - after.since() >= lease.toNanos()) {
        gone.add(beat.id());
      } else {
        current.put(beat.id(), after);
        alive.add(beat.id());
        covered.addAll(beat.session().running());
      }
    }
    seen = current;
    return new Judgement(gone, alive.size(), lost(held, covered, alive, gone, now));
  }

  private List<Held> lost(
      List<Held> held, Set<TaskRef> covered, Set<String> alive, List<String> gone, long now) {
    Map<TaskRef, Long> current = new HashMap<>();
    List<Held> lost = new ArrayList<>();
    for (Held task : held) {
      TaskRef ref = new TaskRef(task.task(), task.token());
      if (covered.contains(ref)) {
        continue;
      }
      long since = missing.getOrDefault(ref, now);
      Duration patience = alive.contains(task.worker()) ? heartbeat.multipliedBy(3) : lease;
      if (gone.contains(task.worker()) || now - since >= patience.toNanos()) {
        lost.add(task);
      } else {
        current.put(ref, since);
      }
    }
    missing = current;
    return lost;
  }
}
