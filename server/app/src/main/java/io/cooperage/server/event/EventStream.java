package io.cooperage.server.event;

import io.cooperage.server.web.ProblemException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscriber: what was read for it and not yet written, and the position up to which it was
 * read. Never blocks its feeder: a reader that is too slow is not fed. Thread-safe.
 */
final class EventStream implements WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int FULL = 256 * 1024;
  private static final byte[] HELLO =
      "retry: 1000\n: connected\n\n".getBytes(StandardCharsets.UTF_8);

  private final EventReader reader;
  private final EventFilter filter;
  private final Runnable admission;
  private final AsyncContext context;
  private final ServletOutputStream out;
  private final Deque<byte[]> queue = new ArrayDeque<>();
  private int queued;
  private long position;
  private long lastBeat = System.nanoTime();
  private boolean parked = true;
  private boolean closed;

  /**
   * @param reader what it may see
   * @param filter what of that it wants
   * @param position the last position that it has seen
   * @param admission throws a ProblemException when the reader may read no more
   */
  EventStream(
      EventReader reader,
      EventFilter filter,
      long position,
      Runnable admission,
      AsyncContext context,
      ServletOutputStream out) {
    this.reader = reader;
    this.filter = filter;
    this.position = position;
    this.admission = admission;
    this.context = context;
    this.out = out;
    enqueue(HELLO);
  }

  synchronized long position() {
    return position;
  }

  synchronized boolean wantsMore() {
    return !closed && queued < FULL;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Takes the events after {@link #position()}, in order and complete. Ends the stream if some are
   * not kept any more: its reader is told so when it comes back.
   */
  synchronized void offer(List<PlacedEvent> events) {
    if (!events.isEmpty() && position > 0 && events.get(0).view().position() != position + 1) {
      close();
    }
    for (PlacedEvent event : events) {
      position = event.view().position();
      if (reader.sees(event) && filter.matches(event.view())) {
        enqueue(event.text());
      }
    }
    pump();
  }

  /** Ends the stream of a reader whose token is good no more. */
  void checkAdmission() {
    try {
      admission.run();
    } catch (ProblemException refusal) {
      LOG.debug("event stream ended: {}", refusal.getMessage());
      close();
    }
  }

  /** Whether the last sign of life is {@code nanos} ago. */
  synchronized boolean isBeatDue(long nanos) {
    return System.nanoTime() - lastBeat >= nanos;
  }

  /** A sign of life, which also says how far the reader is, were there nothing for it since. */
  synchronized void keepAlive() {
    lastBeat = System.nanoTime();
    if (queue.isEmpty()) {
      enqueue(("id: " + position + "\n: keep-alive\n\n").getBytes(StandardCharsets.UTF_8));
      pump();
    }
  }

  synchronized void close() {
    if (!closed) {
      closed = true;
      context.complete();
    }
  }

  @Override
  public synchronized void onWritePossible() {
    parked = false;
    pump();
  }

  @Override
  public synchronized void onError(Throwable fault) {
    LOG.debug("event stream ended: {}", fault.getMessage());
    close();
  }

  private void enqueue(byte[] bytes) {
    queue.add(bytes);
    queued += bytes.length;
  }

  private void pump() {
    try {
      boolean written = false;
      while (mayWrite() && !queue.isEmpty()) {
        byte[] next = queue.remove();
        queued -= next.length;
        out.write(next);
        written = true;
      }
      if (written && mayWrite()) {
        out.flush();
      }
    } catch (IOException e) {
      LOG.debug("event stream broke: {}", e.getMessage());
      close();
    }
  }

  private boolean mayWrite() {
    if (!closed && !parked && !out.isReady()) {
      parked = true;
    }
    return !closed && !parked;
  }
}
