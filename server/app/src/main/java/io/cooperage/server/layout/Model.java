package io.cooperage.server.layout;

import java.util.List;

/**
 * A layout problem as the search sees it: sets of units are bit masks, unit 0 is the alphabetically
 * first.
 *
 * @param machines how many machines to lay out
 * @param bare whether a machine may carry no unit (there are services that go everywhere)
 * @param units at most {@link #MAX_UNITS}, in alphabetical order
 * @param conflicts sets of units that no machine carries wholly; none contains another
 * @param hardware in the order of names, with the units that accept it
 * @param images the same
 */
record Model(
    int machines,
    boolean bare,
    List<Unit> units,
    long[] conflicts,
    List<Type> hardware,
    List<Type> images) {
  static final int MAX_UNITS = 62;

  /** A hardware or image type and the set of units that accept it. */
  record Type(String name, long units) {}

  Model {
    units = List.copyOf(units);
    conflicts = conflicts.clone();
    hardware = List.copyOf(hardware);
    images = List.copyOf(images);
  }

  int size() {
    return units.size();
  }

  /** All units. */
  long all() {
    return (1L << units.size()) - 1;
  }

  @Override
  public long[] conflicts() {
    return conflicts.clone();
  }
}
