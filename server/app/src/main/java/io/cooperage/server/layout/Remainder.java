package io.cooperage.server.layout;

/**
 * What is still to be laid out: so many machines, units that still need some, and on how many more
 * each may go.
 */
record Remainder(int machines, int[] demands, int[] rooms, boolean bare) {
  static Remainder of(Model model) {
    int[] demands = model.units().stream().mapToInt(Unit::min).toArray();
    int[] rooms = model.units().stream().mapToInt(Unit::max).toArray();
    return new Remainder(model.machines(), demands, rooms, model.bare());
  }

  /** What is left when {@code times} machines carry {@code set}. */
  Remainder less(long set, int times) {
    int[] left = rooms.clone();
    for (long rest = set; rest != 0; rest &= rest - 1) {
      left[Long.numberOfTrailingZeros(rest)] -= times;
    }
    return new Remainder(machines - times, Demands.less(demands, set, times), left, bare);
  }

  /** The units that may go on a further machine. */
  long placeable() {
    return Demands.open(rooms);
  }

  /**
   * Whether the bounds alone allow an end: no unit needs more than it may have, and there is a unit
   * for every machine. Together with {@link Coverage#suffices} this decides: what covers the
   * demands can be spread so that no machine is empty.
   */
  boolean bounded() {
    long spread = 0;
    for (int unit = 0; unit < rooms.length; unit++) {
      if (rooms[unit] < demands[unit] || rooms[unit] < 0) {
        return false;
      }
      spread += Math.min(rooms[unit], machines);
    }
    return bare || spread >= machines;
  }

  /** How many units whose room is short a machine may carry so that the others get one too. */
  Limit limit() {
    if (bare) {
      return Limit.NONE;
    }
    long spread = 0;
    long tight = 0;
    for (int unit = 0; unit < rooms.length; unit++) {
      spread += Math.min(rooms[unit], machines - 1);
      if (rooms[unit] > 0 && rooms[unit] <= machines - 1) {
        tight |= 1L << unit;
      }
    }
    return new Limit(tight, (int) Math.min(Integer.MAX_VALUE, spread - (machines - 1)));
  }
}
