package io.cooperage.galera.recovery;

import java.util.Set;
import java.util.TreeSet;

/**
 * What an operator takes upon himself. Without any, nothing is done that might lose a transaction.
 *
 * @param without nodes whose data does not count: whatever only they have is given up, and those
 *     that can be reached get a copy of the others' data
 * @param stop nodes that run and say nothing of themselves, and may be stopped; loses nothing
 */
public record RecoveryOverrides(Set<String> without, Set<String> stop) {

  public RecoveryOverrides {
    without = Set.copyOf(without);
    stop = Set.copyOf(stop);
  }

  /** Takes nothing upon anybody. */
  public static RecoveryOverrides none() {
    return new RecoveryOverrides(Set.of(), Set.of());
  }

  /** Gives these nodes up. */
  public static RecoveryOverrides without(Set<String> nodes) {
    return new RecoveryOverrides(nodes, Set.of());
  }

  /** Allows these nodes to be stopped. */
  public static RecoveryOverrides stop(Set<String> nodes) {
    return new RecoveryOverrides(Set.of(), nodes);
  }

  /** All of these and all of those. */
  public RecoveryOverrides and(RecoveryOverrides more) {
    return new RecoveryOverrides(union(without, more.without), union(stop, more.stop));
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  /** As options of a command line. */
  @Override
  public String toString() {
    return (option("--stop", stop) + " " + option("--without", without)).strip();
  }

  private static String option(String name, Set<String> nodes) {
    return nodes.isEmpty() ? "" : name + " " + String.join(",", new TreeSet<>(nodes));
  }
}
