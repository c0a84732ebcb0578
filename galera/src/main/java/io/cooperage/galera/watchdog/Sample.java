package io.cooperage.galera.watchdog;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one look found.
 *
 * @param at since the watchdog began
 * @param answers whether the node says how it is
 * @param stopped whether its process was stopped by somebody, as a debugger does
 * @param writes bytes that its process has written so far, if they may be read
 * @param view what the node said of itself when it last did, with its process as it is
 * @param viewAge how long ago that was, at most
 * @param groupAge how long ago its group was first seen as it is, or was last about to change
 */
public record Sample(
    Duration at,
    Canary canary,
    Disk disk,
    boolean answers,
    boolean stopped,
    OptionalLong writes,
    Optional<View> view,
    Duration viewAge,
    Duration groupAge) {

  /** How the last canary went. */
  public enum Canary {
    IN_TIME,
    LATE,
    /** Not committed, and told so in time: by a node that starts, ends or has no quorum. */
    REFUSED
  }

  /** How the last write and fsync in the data directory went, or the one under way goes. */
  public enum Disk {
    WELL,
    HANGS,
    /** It failed in time; the database sees the same, and ends by itself. */
    REFUSES
  }
}
