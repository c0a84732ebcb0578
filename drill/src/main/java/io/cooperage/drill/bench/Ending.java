package io.cooperage.drill.bench;

/** Whether this program is about to end, by Ctrl-C for instance, while its threads still run. */
final class Ending {

  private Ending() {}

  /** Once true, it stays so; whoever begins something then leaves it behind. */
  static boolean isNear() {
    Thread probe = new Thread(() -> {}, "probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** Takes back what was to run at the end, unless the end is there. */
  static void forget(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // It runs already, and does what the caller is about to do.
    }
  }
}
