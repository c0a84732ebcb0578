package io.cooperage.drill.check;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a checker says.
 *
 * @param violations what it found, also what breaks no promise
 * @param undecided what it gave up on: objects whose search was too long
 */
public record CheckResult(List<Violation> violations, List<String> undecided) {

  /** Jepsen's {@code :valid?}. */
  public enum Validity {
    VALID,
    INVALID,
    /** Nothing was found, and not everything was looked at. */
    UNKNOWN
  }

  public CheckResult {
    violations = List.copyOf(violations);
    undecided = List.copyOf(undecided);
  }

  static CheckResult of(List<Violation> violations) {
    return new CheckResult(violations, List.of());
  }

  public Validity validity() {
    if (violations.stream().anyMatch(violation -> violation.phenomenon().forbidden())) {
      return Validity.INVALID;
    }
    return undecided.isEmpty() ? Validity.VALID : Validity.UNKNOWN;
  }

  /** The classes of what was found. */
  public Set<Phenomenon> phenomena() {
    Set<Phenomenon> phenomena = EnumSet.noneOf(Phenomenon.class);
    violations.forEach(violation -> phenomena.add(violation.phenomenon()));
    return phenomena;
  }
}
