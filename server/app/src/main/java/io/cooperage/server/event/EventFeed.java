package io.cooperage.server.event;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.EventView;
import io.cooperage.api.Page;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.GaleraException;
import io.cooperage.server.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds all event streams of this server from one reader. Streams at the same position share a
 * read; one that resumes further back reads its own pages until it has caught up. Thread-safe.
 */
public final class EventFeed {
  /** How often new events are looked for. */
  public static final Duration INTERVAL = Duration.ofMillis(150);

  private static final int PAGE = 500;
  private static final int MOST_ROUNDS = 10;

  /** Ticks within which each stream gets a sign of life: 10 s. */
  private static final int ROUND = 66;

  private static final long OFTEN_ENOUGH = Duration.ofSeconds(5).toNanos();

  private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

  private final Reads reads;
  private final int most;
  private final List<EventStream> streams = new CopyOnWriteArrayList<>();
  private int nextBeat;

  public EventFeed(Reads reads, EventConfig config) {
    this.reads = reads;
    this.most = config.maxStreams();
  }

  /** The position of the latest event, in the view that all datacenters share. */
  long head() {
    return reads.run("event.head", Consistency.strong(), EventDao::head);
  }

  /**
   * @throws ProblemException EVENTS_GONE if some events after {@code after} are not kept any more
   */
  void requireKept(long after) {
    reads.run(
        "event.first",
        Consistency.strong(),
        handle -> {
          requireKept(handle, after);
          return null;
        });
  }

  private static void requireKept(Handle handle, long after) {
    long first = after == 0 ? 1 : EventDao.firstKept(handle);
    if (after != 0 && after + 1 < first) {
      throw new ProblemException(
          ErrorCode.EVENTS_GONE,
          ("Events after %d are asked for, and those before %d are not kept any more. Read the state"
                  + " of what you follow anew, then go on from now, or after %d.")
              .formatted(after, first, first - 1));
    }
  }

  /** What {@code reader} sees and {@code filter} lets through, after a position. */
  Page<EventView> list(
      Consistency consistency, long after, EventReader reader, EventFilter filter, int limit) {
    return reads.run(
        "event.page",
        consistency,
        handle -> {
          requireKept(handle, after);
          return list(handle, after, reader, filter, limit);
        });
  }

  private static Page<EventView> list(
      Handle handle, long after, EventReader reader, EventFilter filter, int limit) {
    List<EventView> items = new ArrayList<>();
    int size = filter.equals(EventFilter.OF_ALL) ? limit + 1 : PAGE;
    long position = after;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<PlacedEvent> some = EventDao.after(handle, position, reader, size);
      for (PlacedEvent event : some) {
        if (items.size() == limit) {
          return new Page<>(items, Optional.of(Long.toString(position)));
        }
        position = event.view().position();
        if (filter.matches(event.view())) {
          items.add(event.view());
        }
      }
      if (some.size() < size) {
        return new Page<>(items, Optional.empty());
      }
    }
    return new Page<>(items, Optional.of(Long.toString(position)));
  }

  /**
   * @throws ProblemException TOO_MANY_REQUESTS when this server feeds as many streams as it can
   */
  void requireRoom() {
    long open = streams.stream().filter(stream -> !stream.isClosed()).count();
    if (open >= most) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_REQUESTS,
          "This server feeds %d event streams, as many as it does. Read pages, or try again later."
              .formatted(open));
    }
  }

  void subscribe(EventStream stream) {
    streams.add(stream);
  }

  /** One tick of the driver. */
  public void tick() {
    streams.removeIf(EventStream::isClosed);
    if (streams.isEmpty()) {
      return;
    }
    Map<Long, List<EventStream>> byPosition =
        streams.stream()
            .filter(EventStream::wantsMore)
            .collect(
                Collectors.groupingBy(EventStream::position, TreeMap::new, Collectors.toList()));
    byPosition.forEach(
        (position, group) -> {
          List<PlacedEvent> events =
              reads.run(
                  "event.feed",
                  Consistency.local(),
                  handle -> EventDao.after(handle, position, EventReader.OF_ALL, PAGE));
          group.forEach(stream -> stream.offer(events));
        });
    beat((streams.size() + ROUND - 1) / ROUND, OFTEN_ENOUGH);
  }

  /** Ends all streams; their readers resume at another server. */
  public void close() {
    streams.forEach(EventStream::close);
    streams.clear();
  }

  /**
   * Of the next {@code count} streams, those that had no sign of life for {@code nanos}: asks
   * whether their readers are still welcome, and gives one. A few at each tick, for with many
   * streams all at once would hold up the events. While the database cannot say, they stay.
   */
  void beat(int count, long nanos) {
    List<EventStream> next = new ArrayList<>();
    for (int i = 0; i < count && i < streams.size(); i++) {
      nextBeat = (nextBeat + 1) % streams.size();
      EventStream stream = streams.get(nextBeat);
      if (stream.isBeatDue(nanos)) {
        next.add(stream);
      }
    }
    try {
      next.forEach(EventStream::checkAdmission);
    } catch (GaleraException e) {
      LOG.debug("tokens of event streams not checked: {}", e.getMessage());
    }
    next.forEach(EventStream::keepAlive);
  }
}
