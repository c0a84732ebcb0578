package io.cooperage.drill.rootless;

import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NamespaceMembers;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.host.ProcessId;
import io.cooperage.drill.lab.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The namespaces in which a lab runs as if its user were root: user, network, mount and process
 * namespace, held by an idle process. Whatever runs inside ends with that process, by the kernel's
 * hand, so nothing of the lab can outlive it.
 */
final class UserNamespace {

  private static final Duration START = Duration.ofSeconds(10);
  private static final Duration END = Duration.ofSeconds(10);
  private static final String STANDS = "/run/cooperage-namespace";

  /** Process 1 and the sleep that it waits for. */
  private static final int OWN = 2;

  /** Process 1: its wait also reaps what daemons leave behind. */
  private static final String HOLD =
      """
      set -e
      mount -t tmpfs -o mode=755 rootless /run
      mkdir -m 1777 /run/lock
      mkdir /run/netns
      ip link set lo up
      : > %s
      sleep infinity &
      wait
      """
          .formatted(STANDS);

  private final Daemon holder;

  /** The namespaces whose holder is recorded in {@code directory}. */
  UserNamespace(Path directory) {
    this.holder = new Daemon("namespace", directory, directory);
  }

  boolean stands() {
    return process().filter(UserNamespace::made).isPresent();
  }

  private Optional<ProcessId> process() {
    return holder.process();
  }

  private static boolean made(ProcessId process) {
    return Files.exists(root(process).resolve(STANDS.substring(1)));
  }

  private static Path root(ProcessId process) {
    return Path.of("/proc/%d/root".formatted(process.pid()));
  }

  /**
   * Makes the namespaces, unless they stand.
   *
   * @throws LabException with what was said, if the kernel or newuidmap refused
   */
  void start() {
    if (stands()) {
      return;
    }
    // The range of ids after the user's own becomes ids 1 and up, for mysql and lab machines.
    holder.start(
        List.of(
            "unshare",
            "--user",
            "--map-root-user",
            "--map-auto",
            "--net",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "sh",
            "-c",
            HOLD),
        Map.of());
    if (!Poll.until(START, () -> stands() || !holder.running()) || !stands()) {
      throw new LabException(
          "No user namespace could be made in which this lab would run.",
          holder,
          Requirements.whenRefused(Path.of("/")));
    }
  }

  /** Where a file of the inside is for programs outside. */
  Path outside(String file) {
    return root(require()).resolve(file.substring(1));
  }

  /** The command line that runs {@code command} inside, in this directory, as root of there. */
  List<String> inside(List<String> command) {
    String holding = Long.toString(require().pid());
    return Stream.concat(
            Stream.of(
                "nsenter",
                "--target",
                holding,
                "--user",
                "--preserve-credentials",
                "--net",
                "--mount",
                "--pid=/proc/%s/ns/pid_for_children".formatted(holding),
                "env",
                "--chdir=" + Path.of("").toAbsolutePath()),
            command.stream())
        .toList();
  }

  private ProcessId require() {
    return process().orElseThrow(() -> new LabException("The lab does not stand.", "make up"));
  }

  /** Whether nothing runs inside. */
  boolean vacant() {
    return process().map(process -> members(process) <= OWN).orElse(true);
  }

  private static long members(ProcessId holding) {
    String link = NamespaceMembers.link(holding.pid(), "pid_for_children");
    // What has no network any more has ended, though the kernel is not done with it.
    return NamespaceMembers.find("pid", Set.of(link)).stream()
        .filter(process -> !NamespaceMembers.link(process.pid(), "net").isEmpty())
        .count();
  }

  /** Ends the namespaces and whatever is inside. */
  void end() {
    process()
        .flatMap(process -> ProcessHandle.of(process.pid()))
        .ifPresent(
            // Process 1; its parent ends once everything in the namespace has.
            process -> process.children().forEach(ProcessHandle::destroyForcibly));
    holder.stop(END);
  }
}
