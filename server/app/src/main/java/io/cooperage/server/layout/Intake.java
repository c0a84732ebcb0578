package io.cooperage.server.layout;

import java.util.Arrays;

/**
 * What machines that are alike can take in addition.
 *
 * @param forced units that they must take, since they carry what those coexist with
 * @param free units that they may take
 * @param conflicts sets of free units that they cannot take wholly, ascending
 */
record Intake(long forced, long free, long[] conflicts) {
  Intake {
    conflicts = conflicts.clone();
  }

  /** Whether there is the same choice. */
  boolean chooses(Intake other) {
    return free == other.free && Arrays.equals(conflicts, other.conflicts);
  }
}
