package io.cooperage.drill.lab;

/** Hears how a long command gets on. */
public interface Progress {

  /** A step begins. */
  void step(String name);

  /** Something worth a line happened within the step. */
  void detail(String text);

  /** The step is over; {@code outcome} says what came of it. */
  void done(String outcome);

  /** Hears nothing. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void step(String name) {}

      @Override
      public void detail(String text) {}

      @Override
      public void done(String outcome) {}
    };
  }
}
