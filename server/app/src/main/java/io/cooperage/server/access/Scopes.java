package io.cooperage.server.access;

import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How the scopes of a token are stored: their names, comma separated, or nothing = all. */
public final class Scopes {
  private Scopes() {}

  /**
   * @param stored empty = all that {@code role} may do
   */
  public static Set<Scope> parse(Role role, Optional<String> stored) {
    return stored
        .<Set<Scope>>map(
            text ->
                Arrays.stream(text.split(","))
                    .map(Scope::parse)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class))))
        .orElseGet(() -> Scope.of(role));
  }

  /** The opposite of {@link #parse}. */
  public static String store(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::wire).collect(Collectors.joining(","));
  }
}
