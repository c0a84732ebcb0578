package io.cooperage.drill.lab;

import java.util.List;
import java.util.function.Consumer;

/**
 * A fault of the lab.
 *
 * @param injection breaks; runs what it is given just before
 * @param undo shell commands that let what still runs work again
 * @param restore what brings back the rest, after that
 */
record LabFault(Consumer<Runnable> injection, List<String> undo, List<Restoration> restore) {

  /**
   * Brings back what a fault has ended.
   *
   * @param arguments the same as arguments of {@code cooperage lab}
   */
  record Restoration(Runnable action, List<String> arguments) {}

  /** A fault that needs no time to aim. */
  static LabFault of(Runnable injection, List<String> undo, List<Restoration> restore) {
    return new LabFault(
        aimed -> {
          aimed.run();
          injection.run();
        },
        undo,
        restore);
  }

  /** A fault after which nothing has to be brought back. */
  static LabFault undone(Runnable injection, List<String> undo) {
    return of(injection, undo, List.of());
  }

  /** A fault that leaves nothing to be undone. */
  static LabFault restored(Runnable injection, List<Restoration> restore) {
    return of(injection, List.of(), restore);
  }
}
