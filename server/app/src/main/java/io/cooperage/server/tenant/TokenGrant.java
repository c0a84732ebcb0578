package io.cooperage.server.tenant;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import io.cooperage.api.TokenView;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.ProblemException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may make, see, rotate and delete which tokens: superadmins all, administrators those of their
 * tenant's people, everybody else his own of the role that he has; and none with a scope that the
 * caller lacks, or that outlives the caller's. So no token makes a mightier one.
 */
final class TokenGrant {
  private static final Set<Role> OF_ADMIN =
      EnumSet.of(Role.ADMIN, Role.OPERATOR, Role.MEMBER, Role.VIEWER);

  private TokenGrant() {}

  /** Whose tokens the caller sees; empty = everybody's of the tenant. */
  static Optional<String> onlyUser(Caller by) {
    return by.isSuperadmin() || by.role() == Role.ADMIN ? Optional.empty() : Optional.of(by.user());
  }

  static boolean maySee(Caller by, TokenView token) {
    return by.maySee(token.tenant())
        && onlyUser(by).filter(user -> !user.equals(token.user())).isEmpty();
  }

  /**
   * @throws ProblemException INVALID_REQUEST if nobody may have such a token
   */
  static void requirePossible(TokenView token, Optional<Set<Scope>> asked) {
    if (token.role() == Role.SUPERADMIN && !token.tenant().equals(Caller.SUPERADMIN_TENANT)) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Role superadmin belongs to tenant \"superadmin\", not to \"" + token.tenant() + "\".");
    }
    Set<Scope> possible = Scope.of(token.role());
    if (asked.filter(scopes -> scopes.isEmpty() || !possible.containsAll(scopes)).isPresent()) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "scopes is [%s]; for role %s it must be some of %s, or be left out for all of them."
              .formatted(names(asked.get()), token.role().wire(), names(possible)));
    }
  }

  /**
   * For what ends a token: it may be one that lives longer than the caller's.
   *
   * @throws ProblemException FORBIDDEN if {@code by} may not handle such a token
   */
  static void require(Caller by, TokenView token) {
    if (!by.isSuperadmin() && !mayGrant(by, token)) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN,
          "%s (%s) may not handle tokens of %s/%s (%s). %s."
              .formatted(
                  by.getName(),
                  by.role().wire(),
                  token.tenant(),
                  token.user(),
                  token.role().wire(),
                  by.tenant().equals(token.tenant()) && OF_ADMIN.contains(token.role())
                      ? "An administrator of the tenant may"
                      : "A superadmin may"));
    }
    Set<Scope> beyond = EnumSet.copyOf(token.scopes());
    beyond.removeAll(by.scopes());
    if (!beyond.isEmpty()) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN,
          "The token has scopes that the caller's lacks: %s. Give scopes that are some of %s."
              .formatted(names(beyond), names(by.scopes())));
    }
  }

  /**
   * For what makes a secret.
   *
   * @throws ProblemException FORBIDDEN if {@code by} may not have such a token
   */
  static void requireSecret(Caller by, TokenView token) {
    require(by, token);
    Instant never = Instant.MAX;
    Instant end = token.expireTime().orElse(never);
    if (by.expires().filter(own -> own.isBefore(end)).isPresent()) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN,
          "The caller's token ends at %s, so it makes none that lasts longer. Give"
                  .formatted(by.expires().get())
              + " expiresInSeconds that ends before, or use a token that lasts.");
    }
  }

  private static boolean mayGrant(Caller by, TokenView token) {
    if (!by.tenant().equals(token.tenant())) {
      return false;
    }
    return by.role() == Role.ADMIN
        ? OF_ADMIN.contains(token.role())
        : by.user().equals(token.user()) && by.role() == token.role();
  }

  private static String names(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::wire).collect(Collectors.joining(", "));
  }
}
