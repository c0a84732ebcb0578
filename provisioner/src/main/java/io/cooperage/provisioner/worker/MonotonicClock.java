package io.cooperage.provisioner.worker;

/** Time that only runs forwards; see {@link System#nanoTime}. */
@FunctionalInterface
public interface MonotonicClock {
  long nanos();
}
