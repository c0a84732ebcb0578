package io.cooperage.drill.lab.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The faults of links, and their end. */
final class LinkCommands {

  private LinkCommands() {}

  /** {@code cooperage lab partition}. */
  @Command(
      name = "partition",
      mixinStandardHelpOptions = true,
      description = "Cuts a datacenter off from the others; clients still reach it.")
  static final class Partition implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DC", description = "The datacenter: dc1, dc2 or dc3.")
    private String datacenter;

    @Option(
        names = "--from",
        paramLabel = "DC",
        description = "Cuts only the link to this one; both still see the third.")
    private String other;

    @Override
    public Integer call() {
      return lab.with(
          opened -> {
            if (other == null) {
              opened.partition(datacenter);
            } else {
              opened.partition(datacenter, other);
            }
            say(spec, datacenter + ": cut off from " + (other == null ? "all others" : other));
            return 0;
          });
    }
  }

  /** {@code cooperage lab heal}. */
  @Command(
      name = "heal",
      mixinStandardHelpOptions = true,
      description =
          "Joins a datacenter to the others again, or heals one fault; without a name, all of both.")
  static final class Heal implements Callable<Integer> {
    @ParentCommand private LabCommand lab;
    @Spec private CommandSpec spec;

    @Parameters(
        arity = "0..1",
        paramLabel = "DC|NUMBER",
        description = "The datacenter, or a fault as `lab faults` numbers it.")
    private String which;

    @Override
    public Integer call() {
      return lab.with(
          opened -> {
            if (which == null) {
              opened.healAll();
              say(spec, "all: healed and joined again");
            } else if (which.matches("\\d{1,9}")) {
              opened.healFault(Integer.parseInt(which));
              say(spec, "fault " + which + ": healed");
            } else {
              opened.heal(which);
              say(spec, which + ": joined again");
            }
            return 0;
          });
    }
  }

  /** {@code cooperage lab wan}. */
  @Command(
      name = "wan",
      mixinStandardHelpOptions = true,
      description = "Puts a distance between the datacenters; --rtt 0 takes it away.")
  static final class Wan implements Callable<Integer> {
    private static final Pattern TIME = Pattern.compile("(\\d+)(?:ms)?");

    @ParentCommand private LabCommand lab;
    @Spec private CommandSpec spec;

    @Option(
        names = "--rtt",
        required = true,
        paramLabel = "TIME",
        description = "Round trip between any two datacenters, such as 40ms.")
    private String rtt;

    @Override
    public Integer call() {
      return lab.with(
          opened -> {
            Duration distance = parse(rtt);
            opened.wan(distance);
            say(spec, "round trip between datacenters: %d ms".formatted(distance.toMillis()));
            return 0;
          });
    }

    private static Duration parse(String text) {
      Matcher time = TIME.matcher(text);
      if (!time.matches() || time.group(1).length() > 4) {
        throw new IllegalArgumentException(
            "--rtt is %s; give milliseconds, such as 40ms, below 10 s.".formatted(text));
      }
      return Duration.ofMillis(Long.parseLong(time.group(1)));
    }
  }

  private static void say(CommandSpec spec, String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
