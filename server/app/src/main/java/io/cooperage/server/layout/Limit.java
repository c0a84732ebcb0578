package io.cooperage.server.layout;

/** A condition on a set of units: at most {@code atMost} of {@code of} are in it. */
record Limit(long of, int atMost) {
  static final Limit NONE = new Limit(0, 0);
}
