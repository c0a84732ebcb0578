package io.cooperage.drill.remote;

import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The scripts that run on hosts. What a fault needs there lies in a directory of its own. */
final class HostScripts {

  /** The exit code of a host that already has a fault of this number. */
  static final int TAKEN = 4;

  /** The exit code of a host that cannot do this, and says why. */
  static final int REFUSED = 3;

  /** Takes the number, the text of the functions, checks, undo, heal, what, and the time in ms. */
  private static final String ARM =
      """
      umask 077
      set -eu
      # Address and port of whoever connects, then of this host.
      set -- $1
      number=%1$d operator=${1%%%%%%*} door=$4
      mkdir -p /run/cooperage-faults
      mkdir "/run/cooperage-faults/$number" 2> /dev/null || exit %8$d
      disarm() {
        systemctl stop "cooperage-fault-$number.timer" 2> /dev/null || :
        rm -rf "/run/cooperage-faults/$number"
      }
      trap '[ "$?" = 0 ] || disarm' EXIT
      functions=/run/cooperage-faults/$number/functions.sh
      echo "number=$number operator=$operator door=$door" > "$functions"
      printf %%s %2$s >> "$functions"
      . "$functions"
      %3$s
      printf %%s %4$s > "$fault/undo.sh"
      printf %%s %5$s > "$fault/heal.sh"
      read -r since _ < /proc/uptime
      echo $((${since%%.*} + (%7$d + 999) / 1000)) > "$fault/until"
      printf '%%s\\n' %6$s > "$fault/fault"
      systemd-run --quiet --collect --unit="cooperage-fault-$number" --on-active=%7$dms \\
        --timer-property=AccuracySec=100ms sh "$fault/heal.sh"
      """;

  private static final String FUNCTIONS = text("functions.sh");
  private static final String HEAL = text("heal.sh");
  private static final String LIST = text("list.sh");
  private static final String PROBE = text("probe.sh");

  private HostScripts() {}

  /** Claims the number, checks, and starts the dead man. */
  static String arm(int number, FaultSpec spec, Duration deadMan, HostFault fault) {
    return ARM.formatted(
        number,
        Shell.quote(FUNCTIONS),
        String.join("\n", fault.check()),
        Shell.quote(undo(number, fault.undo())),
        Shell.quote(HEAL),
        Shell.quote(spec.what()),
        deadMan.toMillis(),
        TAKEN);
  }

  /** What fails is tried again with the rest, and keeps nothing else from being healed. */
  private static String undo(int number, List<String> commands) {
    return loading(number)
        + "failed=0\n"
        + commands.stream().map(command -> command + " || failed=1\n").collect(Collectors.joining())
        + "exit $failed\n";
  }

  /** Runs commands of a fault that is armed. */
  static String run(int number, List<String> commands) {
    return "set -eu\n" + loading(number) + String.join("\n", commands);
  }

  /** Forgets a fault of which nothing has been done yet. */
  static String disarm(int number) {
    return """
        systemctl stop "cooperage-fault-%1$d.timer" 2> /dev/null || :
        rm -rf "/run/cooperage-faults/%1$d"
        """
        .formatted(number);
  }

  /** Has the fault healed by a unit of the host's, which goes on if this connection breaks. */
  static String heal(int number) {
    return """
        [ -e "/run/cooperage-faults/%1$d/fault" ] || exit 0
        systemd-run --quiet --collect --unit="cooperage-heal-%1$d-$$" \\
          sh /run/cooperage-faults/%1$d/heal.sh
        """
        .formatted(number);
  }

  /** Prints nothing if the fault is healed, and else what its healing has said last. */
  static String state(int number) {
    return """
        cd /run/cooperage-faults/%d 2> /dev/null && [ -e fault ] || exit 0
        echo standing
        [ ! -e log ] || tail -n 3 log
        """
        .formatted(number);
  }

  /** Prints a line for each fault that stands. */
  static String list() {
    return LIST;
  }

  /**
   * Prints a line for each thing that the host cannot do.
   *
   * @param database its directory; empty for a host that has none
   */
  static String probe(String database) {
    return "database=" + Shell.quote(database) + "\n" + PROBE;
  }

  private static String loading(int number) {
    return ". /run/cooperage-faults/%d/functions.sh\n".formatted(number);
  }

  private static String text(String name) {
    try (InputStream in = HostScripts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The script " + name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
