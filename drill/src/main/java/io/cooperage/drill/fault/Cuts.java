package io.cooperage.drill.fault;

import io.cooperage.drill.host.Command;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cut links in the namespace that routes between networks: packets from one network to another
 * vanish without a word, in both directions or in one. What the kernel's table holds is the truth;
 * nothing is remembered elsewhere.
 */
public final class Cuts {

  private static final String PREFIX = "cooperage_";

  private static final Pattern RULE = Pattern.compile("ip saddr (\\S+) ip daddr (\\S+) ");

  private final String namespace;
  private final String table;

  /** Cuts links inside {@code namespace}, for whoever asks. */
  public Cuts(String namespace) {
    this(namespace, PREFIX + "cuts");
  }

  private Cuts(String namespace, String table) {
    this.namespace = namespace;
    this.table = table;
  }

  /** The cuts of one fault, which come and go without touching others. */
  public static Cuts ofFault(String namespace, int number) {
    return new Cuts(namespace, PREFIX + "fault_" + number);
  }

  /** Where the links are cut. */
  public String namespace() {
    return namespace;
  }

  /** Packets from the network {@code from} to the network {@code to}, as prefixes. */
  public record Direction(String from, String to) implements Comparable<Direction> {
    @Override
    public int compareTo(Direction other) {
      int order = from.compareTo(other.from);
      return order == 0 ? to.compareTo(other.to) : order;
    }
  }

  /** Replaces all cuts by these, at one instant; none removes the table. */
  public void set(Collection<Direction> directions) {
    nft(script(directions));
  }

  /** The cuts that there are. */
  public Set<Direction> current() {
    Command.Outcome outcome =
        Command.of("nft", "list", "table", "ip", table).in(namespace).attempt();
    return outcome.succeeded() ? parse(outcome.output()) : Set.of();
  }

  /** All cuts in this namespace, those of faults included. */
  public Set<Direction> everyones() {
    Command.Outcome outcome = Command.of("nft", "list", "ruleset", "ip").in(namespace).attempt();
    return outcome.succeeded() ? parse(outcome.output()) : Set.of();
  }

  /** A shell command that joins what is cut. */
  public String joining() {
    return "printf %%s %s | %s"
        .formatted(
            Shell.quote(script(List.of())),
            Shell.command(Command.of("nft", "-f", "-").in(namespace).arguments()));
  }

  static Set<Direction> parse(String listing) {
    Set<Direction> found = new TreeSet<>();
    Matcher rule = RULE.matcher(listing);
    while (rule.find()) {
      found.add(new Direction(rule.group(1), rule.group(2)));
    }
    return found;
  }

  String script(Collection<Direction> directions) {
    StringBuilder script = new StringBuilder();
    // Naming a table creates it, so deleting it succeeds whether it was there or not.
    script.append("table ip %1$s\ndelete table ip %1$s\n".formatted(table));
    if (directions.isEmpty()) {
      return script.toString();
    }
    script.append("table ip %s {\n  chain links {\n".formatted(table));
    script.append("    type filter hook forward priority filter; policy accept;\n");
    for (Direction direction : new TreeSet<>(directions)) {
      script.append(
          "    ip saddr %s ip daddr %s counter drop\n".formatted(direction.from(), direction.to()));
    }
    return script.append("  }\n}\n").toString();
  }

  private void nft(String script) {
    Command.of("nft", "-f", "-").in(namespace).withInput(script).run();
  }
}
