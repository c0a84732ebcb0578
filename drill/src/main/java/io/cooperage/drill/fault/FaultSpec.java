package io.cooperage.drill.fault;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A fault that is to be: its kind, the datacenters by name, and the parameters that differ from
 * their defaults. Whether there are such datacenters is for the {@link FaultSite} to say.
 */
public record FaultSpec(FaultKind kind, List<String> targets, Map<String, String> parameters) {

  /**
   * Refuses what the kind does not take.
   *
   * @throws IllegalArgumentException naming the value, and what it may be
   */
  public FaultSpec {
    targets = List.copyOf(targets);
    parameters = Map.copyOf(parameters);
    requireTargets(kind, targets);
    for (String name : parameters.keySet()) {
      requireKnown(kind, name);
    }
    for (FaultParameter parameter : kind.parameters()) {
      requireValue(kind, parameter, Optional.ofNullable(parameters.get(parameter.name())));
    }
    requireEffect(kind, parameters);
  }

  /** A word. */
  public String word(String parameter) {
    return text(parameter);
  }

  /** A number in the parameter's unit. */
  public double number(String parameter) {
    return Double.parseDouble(text(parameter));
  }

  /** A whole number. */
  public int count(String parameter) {
    return Integer.parseInt(text(parameter));
  }

  /** A time. */
  public Duration time(String parameter) {
    return Times.parse(text(parameter));
  }

  /** Kind, targets and parameters on one line, such as {@code cut dc2, direction=in}. */
  public String what() {
    StringBuilder what = new StringBuilder(kind.wireName());
    targets.forEach(target -> what.append(' ').append(target));
    new TreeMap<>(parameters)
        .forEach((name, value) -> what.append(", ").append(name).append('=').append(value));
    return what.toString();
  }

  /**
   * Whether a fault that stands would get in the way of this one: of the same kind, and on one of
   * its targets.
   *
   * @param standing what it is, on one line
   */
  public boolean clashesWith(String standing) {
    List<String> words = List.of(standing.split(",")[0].split(" "));
    return words.get(0).equals(kind.wireName())
        // All links of a site are made longer in one place.
        && (kind == FaultKind.WAN
            || targets.isEmpty()
            || words.size() == 1
            || targets.stream().anyMatch(words::contains));
  }

  /** Whether it ends the workers of its targets, and so what they are doing. */
  public boolean killsWorkers() {
    return switch (kind) {
      case POWER_LOSS, WORKER_LOSS, BLACKOUT -> true;
      case KILL -> Set.of("everything", "provisioner").contains(word("only"));
      default -> false;
    };
  }

  private String text(String name) {
    return Optional.ofNullable(parameters.get(name))
        .or(
            () ->
                kind.parameters().stream()
                    .filter(parameter -> parameter.name().equals(name))
                    .findFirst()
                    .flatMap(FaultParameter::fallback))
        .orElseThrow(
            () -> new IllegalArgumentException(kind.wireName() + " has no parameter " + name));
  }

  private static void requireTargets(FaultKind kind, List<String> targets) {
    if (!kind.targets().allow(targets.size())) {
      throw new IllegalArgumentException(
          "%s has %d targets (%s); give %s."
              .formatted(
                  kind.wireName(),
                  targets.size(),
                  String.join(", ", targets),
                  kind.targets().describe()));
    }
    if (new HashSet<>(targets).size() < targets.size()) {
      throw new IllegalArgumentException(
          "%s names a target twice (%s); name each once."
              .formatted(kind.wireName(), String.join(", ", targets)));
    }
  }

  private static void requireKnown(FaultKind kind, String name) {
    if (kind.parameters().stream().noneMatch(parameter -> parameter.name().equals(name))) {
      String known =
          kind.parameters().stream().map(FaultParameter::name).collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "%s has no parameter %s; %s."
              .formatted(
                  kind.wireName(), name, known.isEmpty() ? "it takes none" : "it takes " + known));
    }
  }

  private static void requireValue(
      FaultKind kind, FaultParameter parameter, Optional<String> given) {
    if (given.isEmpty() && parameter.fallback().isEmpty()) {
      throw new IllegalArgumentException(
          "%s wants the parameter %s; give %s."
              .formatted(kind.wireName(), parameter.name(), parameter.values().describe()));
    }
    given
        .filter(value -> !parameter.values().contain(value))
        .ifPresent(
            value -> {
              throw new IllegalArgumentException(
                  "%s of %s is %s; give %s."
                      .formatted(
                          parameter.name(), kind.wireName(), value, parameter.values().describe()));
            });
  }

  private static void requireEffect(FaultKind kind, Map<String, String> parameters) {
    boolean wanted = kind == FaultKind.WAN || kind == FaultKind.CLOCK_SKEW;
    if (wanted && parameters.values().stream().allMatch(FaultSpec::isZero)) {
      throw new IllegalArgumentException(
          "%s would change nothing; give %s."
              .formatted(
                  kind.wireName(),
                  kind.parameters().stream()
                      .map(FaultParameter::name)
                      .collect(Collectors.joining(", or "))));
    }
  }

  private static boolean isZero(String value) {
    return value.matches("-?0+(\\.0+)?(ms|s|m|h)?");
  }
}
