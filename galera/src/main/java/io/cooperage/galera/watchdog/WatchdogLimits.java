package io.cooperage.galera.watchdog;

import java.time.Duration;

/**
 * How patient a watchdog is.
 *
 * @param interval from one look to the next, and from one trial of the disk to the next
 * @param canaryPace from the end of a canary commit to the next
 * @param canaryLimit a canary that takes longer is late
 * @param diskLimit a write and fsync in the data directory that is under way for longer hangs
 * @param statusLimit a node that takes longer to say how it is does not answer
 * @param lateLooks a node is fenced after so many looks in sequence that found the canary late and
 *     this node to blame
 * @param stillLimit a node that does not answer is to blame once its process has written nothing
 *     for so long
 * @param receiveQueue write sets that may wait to be applied before the node counts as slow
 * @param stagger how much longer each further member of the view waits before it is fenced: long
 *     enough for it to see that one before it is gone, so that two that hang at the same moment are
 *     not both fenced
 * @param reprieve for so long after its group changed, or was about to, a node is not fenced; and
 *     one that may not know its group as it is now (that has told nothing of it for longer than the
 *     statusLimit, or since it was to blame) only when it has been to blame for so long
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
    Duration reprieve,
    Duration viewAge) {

  public WatchdogLimits {
    requirePositive("interval", interval);
    requirePositive("canaryPace", canaryPace);
    requirePositive("canaryLimit", canaryLimit);
    requirePositive("diskLimit", diskLimit);
    requirePositive("statusLimit", statusLimit);
    requirePositive("stillLimit", stillLimit);
    requirePositive("reprieve", reprieve);
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
        Duration.ofSeconds(5),
        Duration.ofSeconds(20));
  }

  /**
   * The same with other turns, and a reprieve and a viewAge that are long enough for them, also for
   * the last of so many members.
   *
   * @param other longer than the group needs to go on without a member
   */
  public WatchdogLimits withStagger(Duration other, int members) {
    Duration longerReprieve = longer(reprieve, other);
    Duration oldest =
        statusLimit
            .plus(longer(stillLimit, longerReprieve))
            .plus(interval.multipliedBy(lateLooks + 2L))
            .plus(other.multipliedBy(Math.max(0, members - 1)));
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
        longerReprieve,
        longer(viewAge, oldest));
  }

  /** A gap between two looks beyond which this program, or its machine, stood still itself. */
  Duration longestGap() {
    return interval.multipliedBy(4);
  }

  /**
   * At most so long after its disk began to hang, and after its group last changed, a node of so
   * many is fenced.
   */
  public Duration fencedWithin(int nodes) {
    return longer(diskLimit, canaryPace.plus(canaryLimit))
        .plus(longer(interval.multipliedBy(lateLooks - 1L), reprieve))
        .plus(interval.multipliedBy(3))
        .plus(stagger.multipliedBy(Math.max(0, nodes - 1)));
  }

  static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
