package io.cooperage.drill.fault;

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

  /** Heals the fault. */
  @Override
  default void close() {
    heal();
  }
}
