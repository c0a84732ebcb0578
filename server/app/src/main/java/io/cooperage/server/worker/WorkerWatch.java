package io.cooperage.server.worker;

import io.cooperage.server.job.LostTasks.Held;
import io.cooperage.server.worker.SessionStore.Beat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges from beats and from what workers say they have in hand which workers are gone and which
 * tasks nobody runs. A worker is gone whose beat stands still for the lease, on the watcher's own
 * monotonic clock; only time that it spent watching counts. A hand-out is lost if the poll that it
 * answered is over and its worker does not have it: no clock judges that, so a late answer is never
 * taken for a lost one. Pure but for what it remembers; confined to one thread.
 */
final class WorkerWatch {
  private final Duration lease;
  private Map<String, Seen> seen = new HashMap<>();
  private Map<Held, Long> orphans = new HashMap<>();
  private Optional<Long> lastLook = Optional.empty();

  private record Seen(long beat, long since) {}

  /**
   * Workers that are gone, who lives, and tasks to put back.
   *
   * @param alive the sessions of those who live
   * @param lost what workers may have had in hand: it may be ending there still
   * @param undelivered what no worker has
   */
  record Judgement(
      List<String> gone, Map<String, Session> alive, List<Held> lost, List<Held> undelivered) {}

  WorkerWatch(Duration lease) {
    this.lease = lease;
  }

  Judgement judge(List<Beat> beats, List<Held> held, long now) {
    forgetAfterPause(now);
    Map<String, Seen> current = new HashMap<>();
    List<String> gone = new ArrayList<>();
    Map<String, Session> alive = new HashMap<>();
    for (Beat beat : beats) {
      Seen before = seen.get(beat.id());
      Seen after =
          before != null && before.beat() == beat.beat() ? before : new Seen(beat.beat(), now);
      if (now - after.since() >= lease.toNanos()) {
        gone.add(beat.id());
      } else {
        current.put(beat.id(), after);
        alive.put(beat.id(), beat.session());
      }
    }
    seen = current;
    List<Held> undelivered = new ArrayList<>();
    List<Held> lost = lost(held, alive, gone, now, undelivered);
    return new Judgement(gone, alive, lost, undelivered);
  }

  /** Beats that came meanwhile may have reached nobody: everybody gets a full lease again. */
  private void forgetAfterPause(long now) {
    if (lastLook.isPresent() && now - lastLook.get() > lease.dividedBy(2).toNanos()) {
      seen = new HashMap<>();
      orphans = new HashMap<>();
    }
    lastLook = Optional.of(now);
  }

  private List<Held> lost(
      List<Held> held,
      Map<String, Session> alive,
      List<String> gone,
      long now,
      List<Held> undelivered) {
    Map<Held, Long> ownerless = new HashMap<>();
    List<Held> lost = new ArrayList<>();
    for (Held task : held) {
      Session session = alive.get(task.worker());
      if (session != null) {
        if (!session.mayHave(task)) {
          undelivered.add(task);
        }
        continue;
      }
      long since = orphans.getOrDefault(task, now);
      if (gone.contains(task.worker()) || now - since >= lease.toNanos()) {
        lost.add(task);
      } else {
        ownerless.put(task, since);
      }
    }
    orphans = ownerless;
    return lost;
  }
}
