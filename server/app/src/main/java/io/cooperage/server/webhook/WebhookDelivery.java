package io.cooperage.server.webhook;

import io.cooperage.api.EventView;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.event.EventLog;
import io.cooperage.server.webhook.WebhookQueue.Unrecorded;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Delivers the events of all webhooks. Runs under a lease; should two run, the cursors' guards let
 * one of them write, and receivers may get an event twice with the same id. What costs nothing
 * while nothing happens: positions that were only passed by are written once a minute. Thread-safe.
 */
final class WebhookDelivery {
  private static final int PAGE = 500;
  private static final int AT_ONCE = 50;
  private static final long PASSED_NANOS = Duration.ofMinutes(1).toNanos();

  private final Reads reads;
  private final SecretSealing sealing;
  private final EventLog events;
  private final DeliveryRecorder recorder;
  private final Dispatch dispatch;
  private final Redeliveries redeliveries;
  private final Clock clock;
  private final Map<String, WebhookQueue> queues = new ConcurrentHashMap<>();
  private long lastPassed = System.nanoTime();
  private volatile boolean stopping;

  WebhookDelivery(
      Reads reads,
      SecretSealing sealing,
      EventLog events,
      DeliveryRecorder recorder,
      Dispatch dispatch,
      Redeliveries redeliveries,
      Clock clock) {
    this.reads = reads;
    this.sealing = sealing;
    this.events = events;
    this.recorder = recorder;
    this.dispatch = dispatch;
    this.redeliveries = redeliveries;
    this.clock = clock;
  }

  /** One tick of the driver. */
  void tick() {
    record();
    refresh();
    fetch();
    send();
    redeliveries.tick(queues.values().stream().map(WebhookQueue::webhook).toList());
  }

  /** Phase one of stopping: nothing more is sent. */
  void stop() {
    stopping = true;
  }

  /** The lease is another's, or will be: begin from the database when it comes back. */
  synchronized void finish() {
    record();
    queues.values().forEach(WebhookQueue::close);
    queues.clear();
  }

  private synchronized void record() {
    boolean passedToo = System.nanoTime() - lastPassed >= PASSED_NANOS;
    List<Unrecorded> all = new ArrayList<>();
    for (WebhookQueue queue : queues.values()) {
      Unrecorded one = queue.unrecorded();
      if (!one.attempts().isEmpty() || (passedToo && !one.isEmpty())) {
        all.add(one);
      }
    }
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      record(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
    }
    lastPassed = passedToo ? System.nanoTime() : lastPassed;
  }

  private void record(List<Unrecorded> some) {
    Map<String, Cursor> moved = recorder.record(some);
    for (Unrecorded one : some) {
      WebhookQueue queue = queues.get(one.webhook().id());
      Cursor cursor = moved.get(one.webhook().id());
      if (cursor == null) {
        queue.close();
        queues.remove(one.webhook().id());
      } else {
        queue.recorded(one, cursor);
      }
    }
  }

  /** Webhooks that are new, changed, or not where this server believes them to be. */
  private synchronized void refresh() {
    List<WebhookDao.Placed> stored =
        reads.run("webhook.enabled", Consistency.local(), this::enabled);
    Set<String> gone = new HashSet<>(queues.keySet());
    for (WebhookDao.Placed one : stored) {
      String id = one.webhook().id();
      gone.remove(id);
      WebhookQueue queue = queues.get(id);
      if (queue == null || !queue.isAsStored(one.webhook(), one.cursor())) {
        replace(id, new WebhookQueue(one.webhook(), one.cursor()));
      }
    }
    gone.forEach(id -> queues.remove(id).close());
  }

  private List<WebhookDao.Placed> enabled(Handle reading) {
    return WebhookDao.listEnabled(reading).stream()
        .map(one -> new WebhookDao.Placed(sealing.open(reading, one.webhook()), one.cursor()))
        .toList();
  }

  private void replace(String id, WebhookQueue queue) {
    WebhookQueue before = queues.put(id, queue);
    if (before != null) {
      before.close();
    }
  }

  private void fetch() {
    Map<Long, List<WebhookQueue>> byPosition =
        queues.values().stream()
            .filter(WebhookQueue::wantsMore)
            .collect(
                Collectors.groupingBy(WebhookQueue::scanned, TreeMap::new, Collectors.toList()));
    byPosition.forEach(
        (position, group) -> {
          List<EventView> page =
              reads.run(
                  "webhook.events",
                  Consistency.local(),
                  handle -> events.after(handle, position, PAGE));
          group.forEach(queue -> queue.offer(page));
        });
  }

  /** In another order each time, so that none is always the last. */
  private void send() {
    List<WebhookQueue> shuffled = new ArrayList<>(queues.values());
    Collections.shuffle(shuffled);
    shuffled.forEach(this::sendNext);
  }

  private void sendNext(WebhookQueue queue) {
    if (stopping) {
      return;
    }
    queue
        .take(clock.instant())
        .ifPresent(
            event -> {
              boolean begun =
                  dispatch.send(
                      queue.webhook(),
                      event,
                      attempt -> {
                        queue.sent(attempt);
                        if (attempt.receipt().isSuccess()) {
                          sendNext(queue);
                        }
                      });
              if (!begun) {
                queue.putBack();
              }
            });
  }
}
