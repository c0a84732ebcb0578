package io.cooperage.drill.fault;

import io.cooperage.drill.host.Command;
import java.util.Collection;
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

  private static final String TABLE = "cooperage_cuts";

  private static final Pattern RULE = Pattern.compile("ip saddr (\\S+) ip daddr (\\S+) ");

  private final String namespace;

  /** Cuts links inside {@code namespace}. */
  public Cuts(String namespace) {
    this.namespace = namespace;
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
        Command.of("nft", "list", "table", "ip", TABLE).in(namespace).attempt();
    return outcome.succeeded() ? parse(outcome.output()) : Set.of();
  }

  static Set<Direction> parse(String listing) {
    Set<Direction> found = new TreeSet<>();
    Matcher rule = RULE.matcher(listing);
    while (rule.find()) {
      found.add(new Direction(rule.group(1), rule.group(2)));
    }
    return found;
  }

  static String script(Collection<Direction> directions) {
    StringBuilder script = new StringBuilder();
    // Naming a table creates it, so deleting it succeeds whether it was there or not.
    script.append("table ip %1$s\ndelete table ip %1$s\n".formatted(TABLE));
    if (directions.isEmpty()) {
      return script.toString();
    }
    script.append("table ip %s {\n  chain links {\n".formatted(TABLE));
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
