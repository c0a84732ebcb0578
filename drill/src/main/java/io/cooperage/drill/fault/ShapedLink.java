package io.cooperage.drill.fault;

import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * One direction of a link: says of each packet when it arrives. Packets never overtake each other,
 * and wait for their turn at most {@link #LONGEST_QUEUE}. Not thread-safe.
 */
final class ShapedLink {

  /** How much may wait to be sent, in nanoseconds: what a router's buffer holds. */
  static final long LONGEST_QUEUE = 200_000_000L;

  private final LinkShape shape;
  private final RandomGenerator random;
  private long free;
  private long last;

  /**
   * @param now on the clock of {@link System#nanoTime}
   */
  ShapedLink(LinkShape shape, RandomGenerator random, long now) {
    this.shape = shape;
    this.random = random;
    this.free = now;
    this.last = now;
  }

  /** When a packet arrives that is sent now; empty if it never does. */
  OptionalLong arrival(int bytes, long now) {
    if (random.nextDouble() < shape.loss()) {
      return OptionalLong.empty();
    }
    long sent = now;
    if (shape.bandwidth() > 0) {
      long begin = later(now, free);
      if (begin - now > LONGEST_QUEUE) {
        return OptionalLong.empty();
      }
      free = begin + (long) (bytes * 8e9 / shape.bandwidth());
      sent = free;
    }
    long delay = shape.delay().toNanos() + jitter();
    last = later(last, sent + Math.max(0, delay));
    return OptionalLong.of(last);
  }

  private long jitter() {
    return (long) ((2 * random.nextDouble() - 1) * shape.jitter().toNanos());
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
