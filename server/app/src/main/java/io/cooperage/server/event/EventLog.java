package io.cooperage.server.event;

import io.cooperage.api.EventView;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The events in their order, for the rooms that pass them on. Stateless. */
public final class EventLog {
  /** The position of the latest event. */
  public long head(Handle handle) {
    return EventDao.head(handle);
  }

  /** The events of all tenants after {@code position}, in order and complete. */
  public List<EventView> after(Handle handle, long position, int limit) {
    return EventDao.after(handle, position, EventReader.OF_ALL, limit).stream()
        .map(PlacedEvent::view)
        .toList();
  }

  /** The event at {@code position}, if it is still kept. */
  public Optional<EventView> find(Handle handle, long position) {
    return after(handle, position - 1, 1).stream()
        .filter(event -> event.position() == position)
        .findFirst();
  }
}
