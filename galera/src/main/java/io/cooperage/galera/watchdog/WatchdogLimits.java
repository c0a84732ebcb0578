package io.cooperage.galera.watchdog;

import java.time.Duration;

/**
 * How patient a watchdog is.
 *
 * @param interval from one look to the next, and from one trial of the disk to the next
 * @param canaryPace from the end of a canary commit to the next
 * @param canaryLimit a canary that takes longer is late
 * @param diskLimit a write and fsync in the data directory that takes longer hangs
 * @param statusLimit a node that takes longer to say how it is does not answer
 * @param lateLooks a node is fenced after so many looks in sequence that found the canary late and
 *     this node to blame
 * @param stillLimit a node that does not answer is to blame once its process has written nothing
 *     for so long
 * @param receiveQueue write sets that may wait to be applied before the node counts as slow
 * @param stagger how much longer each further member of the view waits before it is fenced: long
 *     enough for it to see that one before it is gone, so that two that hang at the same moment are
 *     not both fenced
 * @param viewAge what the node said of its view may be so old when it is fenced
 */
public record WatchdogLimits(
    Duration interval,
    Duration canaryPace,
    Duration canaryLimit,
    Duration diskLimit,
    Duration statusLimit,
    int lateLooks,
    Duration stillLimit,
    int receiveQueue,
    Duration stagger,
    Duration viewAge) {

  public WatchdogLimits {
    requirePositive("interval", interval);
    requirePositive("canaryPace", canaryPace);
    requirePositive("canaryLimit", canaryLimit);
    requirePositive("diskLimit", diskLimit);
    requirePositive("statusLimit", statusLimit);
    requirePositive("stillLimit", stillLimit);
    requirePositive("viewAge", viewAge);
    if (lateLooks < 2 || receiveQueue < 1 || stagger.isNegative()) {
      throw new IllegalArgumentException(
          "lateLooks is %d, receiveQueue %d and stagger %s; give at least 2, 1 and PT0S"
              .formatted(lateLooks, receiveQueue, stagger));
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("%s is %s; give more than 0".formatted(name, value));
    }
  }

  /** Those that drills were run with, for groups that suspect a silent member within 1.5 s. */
  public static WatchdogLimits defaults() {
    return new WatchdogLimits(
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        5,
        Duration.ofSeconds(8),
        500,
        Duration.ofSeconds(2),
        Duration.ofSeconds(20));
  }

  /** The same with other turns: longer than the group needs to go on without a member. */
  public WatchdogLimits withStagger(Duration other) {
    return new WatchdogLimits(
        interval,
        canaryPace,
        canaryLimit,
        diskLimit,
        statusLimit,
        lateLooks,
        stillLimit,
        receiveQueue,
        other,
        viewAge);
  }

  /** A gap between two looks beyond which this program, or its machine, stood still itself. */
  Duration longestGap() {
    return interval.multipliedBy(4);
  }

  /** At most so long after its disk began to hang a node of so many is fenced. */
  public Duration fencedWithin(int nodes) {
    Duration seen =
        diskLimit.compareTo(canaryPace.plus(canaryLimit)) > 0
            ? diskLimit
            : canaryPace.plus(canaryLimit);
    return seen.plus(interval.multipliedBy(lateLooks + 2L))
        .plus(stagger.multipliedBy(Math.max(0, nodes - 1)));
  }
}
