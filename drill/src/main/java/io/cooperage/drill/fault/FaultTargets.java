package io.cooperage.drill.fault;

/** How many datacenters a fault is done to. */
public enum FaultTargets {
  SOME("one or more datacenters", 1, Integer.MAX_VALUE),
  PAIR("two datacenters", 2, 2),
  ONE_OR_PAIR("a datacenter, for its links to all others, or two, for the link between them", 1, 2),
  ANY(
      "none for all links, one for its links to all others, or two for the link between them",
      0,
      2),
  NONE("none: all datacenters", 0, 0);

  private final String words;
  private final int least;
  private final int most;

  FaultTargets(String words, int least, int most) {
    this.words = words;
    this.least = least;
    this.most = most;
  }

  /** The number in words. */
  public String describe() {
    return words;
  }

  boolean allow(int count) {
    return count >= least && count <= most;
  }
}
