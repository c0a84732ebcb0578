package io.cooperage.drill.fault;

import java.util.OptionalLong;

/** A fault that was injected. Thread-safe. */
public interface Injection extends AutoCloseable {

  /** The fault on one line, such as {@code cut dc2, direction=in}. */
  String what();

  /**
   * Heals the fault and disarms its dead man; returns when all that it broke works again. Does
   * nothing when it was healed before, by whom ever.
   */
  void heal();

  /** Whether the fault has yet to be healed. */
  boolean standing();

  /**
   * How often it has hit something, such as a COMMIT that it cut: until now, or until it was healed
   * here. Empty: it does not count.
   */
  default OptionalLong hits() {
    return OptionalLong.empty();
  }

  /** Heals the fault. */
  @Override
  default void close() {
    heal();
  }
}
