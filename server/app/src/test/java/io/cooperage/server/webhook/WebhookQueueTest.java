package io.cooperage.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cooperage.api.EventView;
import io.cooperage.server.event.EventFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WebhookQueueTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Receipt OK = new Receipt(200, 1, "");
  private static final Receipt REFUSED = new Receipt(500, 1, "");

  private final WebhookQueue queue = new WebhookQueue(webhook("cluster.*"), Cursor.at(10));

  @Test
  void onlyWhatConcernsTheWebhookIsSentAndItsOwnPing() {
    queue.offer(
        List.of(
            event(11, "acme", "cluster.active", "cluster/1"),
            event(12, "acme", "job.running", "cluster/1"),
            event(13, "other", "cluster.active", "cluster/2"),
            event(14, "acme", "webhook.ping", "webhook/another"),
            event(15, "acme", "webhook.ping", "webhook/w1")));
    assertThat(sendAll(NOW)).containsExactly(11L, 15L);
    assertThat(queue.scanned()).isEqualTo(15);
  }

  @Test
  void afterAFailureNothingIsSentUntilItIsRecordedAndDue() {
    queue.offer(List.of(cluster(11), cluster(12)));
    queue.sent(new Attempt(queue.take(NOW).orElseThrow(), NOW, REFUSED));
    assertThat(queue.take(NOW)).isEmpty();
    WebhookQueue.Unrecorded first = queue.unrecorded();
    queue.recorded(first, Cursor.at(10).failed(NOW, NOW.plusSeconds(5)));
    assertThat(queue.take(NOW.plusSeconds(4))).isEmpty();
    assertThat(queue.take(NOW.plusSeconds(5)).orElseThrow().position()).isEqualTo(11);
  }

  @Test
  void anEventThatWasGivenUpMakesWayForTheNext() {
    queue.offer(List.of(cluster(11), cluster(12)));
    queue.sent(new Attempt(queue.take(NOW).orElseThrow(), NOW, REFUSED));
    queue.recorded(queue.unrecorded(), Cursor.at(10).gaveUp(11, NOW));
    assertThat(queue.take(NOW).orElseThrow().position()).isEqualTo(12);
  }

  @Test
  void whatWasPassedByIsSettledOnlyWhenNothingWaits() {
    queue.offer(List.of(cluster(11), event(12, "other", "x", "y")));
    assertThat(queue.unrecorded().passed()).isEqualTo(10);
    queue.sent(new Attempt(queue.take(NOW).orElseThrow(), NOW, OK));
    assertThat(queue.unrecorded().passed()).isEqualTo(12);
  }

  @Test
  void oneEventIsOnItsWayAtATimeAndNoneWhenClosed() {
    queue.offer(List.of(cluster(11), cluster(12)));
    assertThat(queue.take(NOW)).isPresent();
    assertThat(queue.take(NOW)).isEmpty();
    queue.putBack();
    assertThat(queue.take(NOW)).isPresent();
    queue.putBack();
    queue.close();
    assertThat(queue.take(NOW)).isEmpty();
  }

  /** Whatever fails, and wherever a server dies: each event arrives, in order, none is left out. */
  @Property(tries = 300)
  void noEventIsLostOrOvertaken(@ForAll long seed) {
    Random chance = new Random(seed);
    List<EventView> events = new ArrayList<>();
    for (int position = 11; position <= 40; position++) {
      events.add(
          chance.nextInt(3) == 0
              ? event(position, "other", "x", "y")
              : event(position, "acme", "cluster.active", "cluster/" + position));
    }
    Cursor stored = Cursor.at(10);
    List<Long> arrived = new ArrayList<>();
    Instant now = NOW;
    WebhookQueue current = new WebhookQueue(webhook("cluster.*"), stored);
    for (int step = 0; step < 4000 && stored.position() < 40; step++) {
      now = now.plusSeconds(1);
      switch (chance.nextInt(6)) {
        case 0 -> current = new WebhookQueue(webhook("cluster.*"), stored);
        case 1 -> {
          long from = current.scanned();
          current.offer(events.stream().filter(event -> event.position() > from).limit(3).toList());
        }
        case 2 -> {
          WebhookQueue.Unrecorded some = current.unrecorded();
          stored = step(some, now);
          current.recorded(some, stored);
        }
        default -> {
          Optional<EventView> next = current.take(now);
          if (next.isPresent()) {
            boolean success = chance.nextInt(4) != 0;
            if (success) {
              arrived.add(next.get().position());
            }
            current.sent(new Attempt(next.get(), now, success ? OK : REFUSED));
          }
        }
      }
    }
    List<Long> wanted =
        events.stream()
            .filter(event -> event.tenant().equals("acme"))
            .map(EventView::position)
            .toList();
    assertThat(stored.position()).isEqualTo(40);
    assertThat(firstTimes(arrived)).isEqualTo(wanted);
  }

  private static Cursor step(WebhookQueue.Unrecorded some, Instant now) {
    Cursor cursor = some.seen();
    for (Attempt attempt : some.attempts()) {
      cursor =
          attempt.receipt().isSuccess()
              ? cursor.delivered(attempt.event().position())
              : cursor.failed(now, now.plusSeconds(2));
    }
    return cursor.attempts() == 0 ? cursor.passed(some.passed()) : cursor;
  }

  private static List<Long> firstTimes(List<Long> arrived) {
    return arrived.stream().distinct().toList();
  }

  private List<Long> sendAll(Instant now) {
    List<Long> sent = new ArrayList<>();
    Optional<EventView> next = queue.take(now);
    while (next.isPresent()) {
      sent.add(next.get().position());
      queue.sent(new Attempt(next.get(), now, OK));
      next = queue.take(now);
    }
    return sent;
  }

  static Webhook webhook(String type) {
    return new Webhook(
        "w1",
        "acme",
        "name",
        "http://127.0.0.1/",
        new EventFilter(List.of(type), Optional.empty()),
        true,
        "",
        WebhookSecrets.of(SigningSecret.make()),
        1,
        NOW);
  }

  private static EventView cluster(long position) {
    return event(position, "acme", "cluster.active", "cluster/1");
  }

  static EventView event(long position, String tenant, String type, String subject) {
    return new EventView(
        position, type, tenant, subject, NOW, "dc1", JsonNodeFactory.instance.objectNode());
  }
}
