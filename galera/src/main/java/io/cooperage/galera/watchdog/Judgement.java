package io.cooperage.galera.watchdog;

/**
 * What is to be made of what was seen.
 *
 * @param why for people
 */
public record Judgement(Finding finding, String why) {

  /** What was found. */
  public enum Finding {
    /** Commits are made in time. */
    WELL,
    /** The node makes no commits and says so: others serve. */
    NOT_SERVING,
    /** The canary is late, and not for long enough, or nobody is known to be to blame. */
    LATE,
    /** The canary is late because another node asks for a pause. */
    ELSEWHERE,
    /** This node holds the others up, but gets on: a large transaction, a busy machine. */
    SLOW,
    /** This node is to blame, and must not be fenced yet, or at all. */
    SPARED,
    /** This node holds the others up, does not get on, and they can do without it. */
    FENCE
  }
}
