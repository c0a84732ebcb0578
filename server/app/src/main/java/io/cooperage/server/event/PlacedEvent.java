package io.cooperage.server.event;

import io.cooperage.api.EventView;
import io.cooperage.server.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An event that has its position. Written as text once, however many streams send it. Confined to
 * the thread that has read it.
 */
final class PlacedEvent {
  private final EventView view;
  private final Optional<String> owner;
  private byte[] text;

  /**
   * @param owner of the cluster that it concerns; empty = it concerns everybody in its tenant
   */
  PlacedEvent(EventView view, Optional<String> owner) {
    this.view = view;
    this.owner = owner;
  }

  EventView view() {
    return view;
  }

  Optional<String> owner() {
    return owner;
  }

  /** As a stream sends it; shared by all, so nobody changes it. */
  byte[] text() {
    if (text == null) {
      text =
          "id: %d\nevent: %s\ndata: %s\n\n"
              .formatted(view.position(), view.type(), Json.write(view))
              .getBytes(StandardCharsets.UTF_8);
    }
    return text;
  }
}
