package io.cooperage.drill.fault;

import io.cooperage.drill.host.Kernel;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.host.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Kills, freezes and thaws processes, all at once. */
public final class Processes {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Processes() {}

  /**
   * Sends SIGKILL to everything that {@code processes} names, and again until it names nothing: a
   * process that forks meanwhile does not get away. Returns how many were killed.
   */
  public static int kill(Supplier<List<ProcessId>> processes) {
    return kill(processes, () -> {});
  }

  /**
   * The same.
   *
   * @param aimed runs when it is known whom to kill; the first signal follows at once
   */
  public static int kill(Supplier<List<ProcessId>> processes, Runnable aimed) {
    List<ProcessId> first = processes.get();
    // The first signal of a program takes up to a second, since it loads the C library.
    first.forEach(process -> process.signal(Kernel.NO_SIGNAL));
    aimed.run();
    first.forEach(process -> process.signal(Kernel.SIGKILL));
    boolean gone =
        Poll.until(
            LIMIT,
            () -> {
              List<ProcessId> left = processes.get();
              left.forEach(process -> process.signal(Kernel.SIGKILL));
              return left.isEmpty();
            });
    if (!gone) {
      throw new IllegalStateException(
          "Processes %s have not ended %d s after SIGKILL."
              .formatted(processes.get(), LIMIT.toSeconds()));
    }
    return first.size();
  }

  /** Stops every process in its tracks; peers see silence. Returns how many. */
  public static int freeze(Supplier<List<ProcessId>> processes) {
    return signal(processes.get(), Kernel.SIGSTOP);
  }

  /** Lets frozen processes go on. Returns how many. */
  public static int thaw(Supplier<List<ProcessId>> processes) {
    return signal(processes.get(), Kernel.SIGCONT);
  }

  private static int signal(List<ProcessId> processes, int signal) {
    processes.forEach(process -> process.signal(signal));
    return processes.size();
  }
}
