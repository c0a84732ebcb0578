package io.cooperage.galera.recovery;

import java.time.Duration;

/** Hears how a recovery gets on. */
public interface RecoveryProgress {

  /** Something begins that takes at most {@code bound}. */
  void begin(String what, Duration bound);

  /** Something worth a line happened, or is still waited for. */
  void detail(String text);

  /** It is over; {@code outcome} says what came of it. */
  void end(String outcome);

  /** Hears nothing. */
  static RecoveryProgress silent() {
    return new RecoveryProgress() {
      @Override
      public void begin(String what, Duration bound) {}

      @Override
      public void detail(String text) {}

      @Override
      public void end(String outcome) {}
    };
  }
}
