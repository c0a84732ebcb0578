package io.cooperage.server.webhook;

import io.cooperage.api.DeliveryState;
import io.cooperage.api.EventView;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.event.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Deliveries that somebody asked for once more: one attempt each, beside the order of the events,
 * with the id that they had. Thread-safe.
 */
final class Redeliveries {
  private static final int AT_ONCE = 50;

  private final Transactions transactions;
  private final Reads reads;
  private final EventLog events;
  private final Dispatch dispatch;
  private final String datacenter;
  private final Set<DeliveryDao.Wanted> sending = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<DeliveryDao.Line> done = new ConcurrentLinkedQueue<>();

  Redeliveries(
      Transactions transactions,
      Reads reads,
      EventLog events,
      Dispatch dispatch,
      String datacenter) {
    this.transactions = transactions;
    this.reads = reads;
    this.events = events;
    this.dispatch = dispatch;
    this.datacenter = datacenter;
  }

  /**
   * @param webhooks those that are enabled
   */
  void tick(List<Webhook> webhooks) {
    record();
    List<DeliveryDao.Wanted> queued =
        reads.run(
            "webhook.queued",
            Consistency.local(),
            handle -> DeliveryDao.listQueued(handle, AT_ONCE));
    if (queued.isEmpty()) {
      return;
    }
    Map<String, Webhook> byId =
        webhooks.stream().collect(Collectors.toMap(Webhook::id, Function.identity()));
    queued.stream()
        .filter(wanted -> !sending.contains(wanted))
        .forEach(wanted -> send(wanted, Optional.ofNullable(byId.get(wanted.webhook()))));
  }

  private void send(DeliveryDao.Wanted wanted, Optional<Webhook> webhook) {
    Optional<EventView> event =
        reads.run(
            "webhook.event", Consistency.local(), handle -> events.find(handle, wanted.position()));
    if (webhook.isEmpty() || event.isEmpty()) {
      String why = webhook.isEmpty() ? "the webhook is disabled" : "the event is not kept any more";
      transactions.run(
          "webhook.give-up",
          tx -> {
            DeliveryDao.giveUp(tx, wanted, why);
            return null;
          });
      return;
    }
    sending.add(wanted);
    boolean begun = dispatch.send(webhook.get(), event.get(), attempt -> sent(wanted, attempt));
    if (!begun) {
      sending.remove(wanted);
    }
  }

  private void sent(DeliveryDao.Wanted wanted, Attempt attempt) {
    DeliveryState state =
        attempt.receipt().isSuccess() ? DeliveryState.DELIVERED : DeliveryState.DEAD;
    done.add(new DeliveryDao.Line(wanted.webhook(), attempt, state, datacenter));
  }

  private void record() {
    List<DeliveryDao.Line> lines = new ArrayList<>(done);
    if (lines.isEmpty()) {
      return;
    }
    transactions.run(
        "webhook.record-again",
        tx -> {
          DeliveryDao.record(tx, lines);
          return null;
        });
    done.removeAll(lines);
    lines.forEach(
        line ->
            sending.remove(
                new DeliveryDao.Wanted(line.webhook(), line.attempt().event().position())));
  }
}
