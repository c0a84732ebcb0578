package io.cooperage.client;

import io.cooperage.api.EventView;
import io.cooperage.api.Page;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Events, in the one order of all datacenters. */
public final class Events {
  private final Transport transport;

  Events(Transport transport) {
    this.transport = transport;
  }

  /** Events after {@code position}; 0 = from the first that is kept. */
  public Page<EventView> list(int limit, long position) {
    return list(EventSelection.ALL, limit, position);
  }

  /** Those of {@code selection} after {@code position}. */
  public Page<EventView> list(EventSelection selection, int limit, long position) {
    return transport.page(
        selection.of(Call.get("events")).header("Accept", "application/json"),
        limit,
        Optional.of(Long.toString(position)),
        EventView.class);
  }

  /**
   * Gives each event to {@code listener} until it answers false or the thread is interrupted. Goes
   * on after the last event seen when the connection breaks, in whichever datacenter answers.
   *
   * @param position where to begin; empty = now
   * @throws ApiException EVENTS_GONE if events since then are not kept any more
   * @throws UnreachableException if no server answers for the client's deadline
   */
  public void follow(Optional<Long> position, Predicate<EventView> listener) {
    follow(EventSelection.ALL, position, listener);
  }

  /** The same for those of {@code selection}. */
  public void follow(
      EventSelection selection, Optional<Long> position, Predicate<EventView> listener) {
    new EventStream(transport, selection, position, listener, Duration.ofSeconds(30)).follow();
  }
}
