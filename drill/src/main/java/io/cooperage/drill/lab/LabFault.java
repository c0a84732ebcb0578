package io.cooperage.drill.lab;

import java.util.List;

/**
 * A fault of the lab.
 *
 * @param injection breaks
 * @param undo shell commands that let what still runs work again
 * @param restore what brings back the rest, after that
 */
record LabFault(Runnable injection, List<String> undo, List<Restoration> restore) {

  /**
   * Brings back what a fault has ended.
   *
   * @param arguments the same as arguments of {@code cooperage lab}
   */
  record Restoration(Runnable action, List<String> arguments) {}

  /** A fault after which nothing has to be brought back. */
  static LabFault undone(Runnable injection, List<String> undo) {
    return new LabFault(injection, undo, List.of());
  }

  /** A fault that leaves nothing to be undone. */
  static LabFault restored(Runnable injection, List<Restoration> restore) {
    return new LabFault(injection, List.of(), restore);
  }
}
