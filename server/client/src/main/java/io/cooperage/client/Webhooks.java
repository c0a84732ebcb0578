package io.cooperage.client;

import io.cooperage.api.DeliveryState;
import io.cooperage.api.DeliveryView;
import io.cooperage.api.Page;
import io.cooperage.api.SecretRotation;
import io.cooperage.api.WebhookRequest;
import io.cooperage.api.WebhookView;
import java.util.Optional;

/** Webhooks of the caller's tenant, and what was sent to them. */
public final class Webhooks {
  private static final String WEBHOOKS = "webhooks";
  private static final String DELIVERIES = "deliveries";
  private final Transport transport;

  Webhooks(Transport transport) {
    this.transport = transport;
  }

  public Page<WebhookView> list(int limit, Optional<String> after) {
    return transport.page(Call.get(WEBHOOKS), limit, after, WebhookView.class);
  }

  public WebhookView get(String id) {
    return transport.ask(Call.get(WEBHOOKS, id), WebhookView.class);
  }

  /** The only answer that holds the secret. */
  public WebhookView create(WebhookRequest request) {
    return transport.ask(Call.post(WEBHOOKS).json(request), WebhookView.class);
  }

  /** Changes or enables it; its name and its secret stay. */
  public WebhookView update(String id, WebhookRequest request, long version) {
    return transport.ask(Call.put(WEBHOOKS, id).json(request).ifMatch(version), WebhookView.class);
  }

  public void delete(String id) {
    transport.tell(Call.delete(WEBHOOKS, id));
  }

  /** The only answer that holds the new secret. */
  public WebhookView rotate(String id, SecretRotation rotation) {
    return transport.ask(Call.post(WEBHOOKS, id, "secret").json(rotation), WebhookView.class);
  }

  public WebhookView ping(String id) {
    return transport.ask(Call.post(WEBHOOKS, id, "ping"), WebhookView.class);
  }

  /** The newest first. */
  public Page<DeliveryView> deliveries(
      String id, Optional<DeliveryState> state, int limit, Optional<String> after) {
    return transport.page(
        Call.get(WEBHOOKS, id, DELIVERIES).query("state", state.map(DeliveryState::wire)),
        limit,
        after,
        DeliveryView.class);
  }

  public DeliveryView delivery(String id, long position) {
    return transport.ask(Call.get(WEBHOOKS, id, DELIVERIES, position), DeliveryView.class);
  }

  public DeliveryView redeliver(String id, long position) {
    return transport.ask(
        Call.post(WEBHOOKS, id, DELIVERIES, position, "redeliver"), DeliveryView.class);
  }
}
