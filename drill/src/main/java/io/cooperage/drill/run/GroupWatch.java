package io.cooperage.drill.run;

import io.cooperage.drill.history.DrillClock;
import io.cooperage.drill.history.GroupViews;
import io.cooperage.drill.history.ViewChange;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads what the database nodes log of their group, as they log it: their own clocks may be wrong,
 * and tell whole seconds. Thread-safe.
 */
final class GroupWatch implements AutoCloseable {

  /** How old a change is at most when it is seen, on a busy machine. */
  static final Duration SEEN = Duration.ofSeconds(1);

  private static final long INTERVAL_MILLIS = 250;

  private final Map<String, Supplier<String>> logs;
  private final GroupViews views = new GroupViews();
  private final DrillClock clock;
  private final ScheduledExecutorService every =
      Executors.newSingleThreadScheduledExecutor(GroupWatch::thread);

  private GroupWatch(Map<String, Supplier<String>> logs, DrillClock clock) {
    this.logs = logs;
    this.clock = clock;
  }

  /** What was logged before counts as seen now. */
  static GroupWatch begin(DrillSite site, DrillClock clock) {
    Map<String, Supplier<String>> logs = new LinkedHashMap<>();
    site.datacenters().forEach(name -> logs.put(name, site.databaseLog(name)));
    return begin(logs, clock);
  }

  static GroupWatch begin(Map<String, Supplier<String>> logs, DrillClock clock) {
    GroupWatch watch = new GroupWatch(logs, clock);
    watch.look();
    watch.every.scheduleWithFixedDelay(
        watch::look, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    return watch;
  }

  private synchronized void look() {
    logs.forEach((name, log) -> views.hear(name, log.get(), clock.now()));
  }

  /** The changes so far in which somebody was missed. */
  synchronized List<ViewChange> losses() {
    look();
    return views.losses();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "group-watch");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    every.shutdownNow();
  }
}
