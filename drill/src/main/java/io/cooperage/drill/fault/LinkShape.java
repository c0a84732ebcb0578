package io.cooperage.drill.fault;

import java.time.Duration;

/**
 * What one direction of a link does to packets.
 *
 * @param delay each way
 * @param jitter up to so much more or less; packets stay in order
 * @param loss the share of packets that vanish, from 0 to 1
 * @param bandwidth in bits a second; 0 for no limit
 */
public record LinkShape(Duration delay, Duration jitter, double loss, double bandwidth) {

  /** A link that does nothing to packets. */
  public static final LinkShape PLAIN = new LinkShape(Duration.ZERO, Duration.ZERO, 0, 0);

  /** A link of a certain length. */
  public static LinkShape ofRoundTrip(Duration rtt) {
    return new LinkShape(rtt.dividedBy(2), Duration.ZERO, 0, 0);
  }

  /** As one word: delay and jitter in microseconds, loss in millionths, thousands of bits. */
  String word() {
    return "%d/%d/%d/%d"
        .formatted(
            delay.toNanos() / 1000,
            jitter.toNanos() / 1000,
            Math.round(loss * 1e6),
            Math.round(bandwidth / 1e3));
  }

  static LinkShape parse(String word) {
    String[] fields = word.split("/");
    return new LinkShape(
        Duration.ofNanos(Long.parseLong(fields[0]) * 1000),
        Duration.ofNanos(Long.parseLong(fields[1]) * 1000),
        Long.parseLong(fields[2]) / 1e6,
        Long.parseLong(fields[3]) * 1e3);
  }
}
