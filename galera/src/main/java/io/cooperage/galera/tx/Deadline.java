package io.cooperage.galera.tx;

import java.time.Duration;

/** A point on this process's monotonic clock. */
record Deadline(long nanos) {

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean passed() {
    return System.nanoTime() - nanos >= 0;
  }
}
