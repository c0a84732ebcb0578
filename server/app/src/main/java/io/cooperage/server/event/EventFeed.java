package io.cooperage.server.event;

import io.cooperage.api.ErrorCode;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.GaleraException;
import io.cooperage.server.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
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
  private static final int MOST_STREAMS = 500;
  private static final long KEEP_ALIVE_NANOS = Duration.ofSeconds(10).toNanos();

  private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

  private final Reads reads;
  private final int most;
  private final List<EventStream> streams = new CopyOnWriteArrayList<>();
  private long lastKeepAlive = System.nanoTime();

  public EventFeed(Reads reads) {
    this(reads, MOST_STREAMS);
  }

  EventFeed(Reads reads, int most) {
    this.reads = reads;
    this.most = most;
  }

  /** The position of the latest event, in the view that all datacenters share. */
  long head() {
    return reads.run("event.head", Consistency.strong(), EventDao::head);
  }

  List<PlacedEvent> page(Consistency consistency, long after, EventReader reader, int limit) {
    return reads.run("event.page", consistency, tx -> EventDao.after(tx, after, reader, limit));
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
          List<PlacedEvent> events = page(Consistency.local(), position, EventReader.OF_ALL, PAGE);
          group.forEach(stream -> stream.offer(events));
        });
    keepAlive();
  }

  /** Ends all streams; their readers resume at another server. */
  public void close() {
    streams.forEach(EventStream::close);
    streams.clear();
  }

  private void keepAlive() {
    long now = System.nanoTime();
    if (now - lastKeepAlive >= KEEP_ALIVE_NANOS) {
      lastKeepAlive = now;
      beat();
    }
  }

  /** Asks whether the readers are still welcome; while the database cannot say, they stay. */
  void beat() {
    try {
      streams.forEach(EventStream::checkAdmission);
    } catch (GaleraException e) {
      LOG.debug("tokens of event streams not checked: {}", e.getMessage());
    }
    streams.forEach(EventStream::keepAlive);
  }
}
