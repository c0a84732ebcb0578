package io.cooperage.server.tenant;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Role;
import io.cooperage.api.TokenView;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.ProblemException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who may make, see and delete which tokens: superadmins all, administrators those of their
 * tenant's people, everybody else his own of the role that he has. So no token makes a mightier
 * one.
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
   * @throws ProblemException FORBIDDEN if {@code by} may not handle such a token; INVALID_REQUEST
   *     if nobody may have it
   */
  static void require(Caller by, String tenant, String user, Role role) {
    if (!by.isSuperadmin() && !mayGrant(by, tenant, user, role)) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN,
          "%s (%s) may not handle tokens of %s/%s (%s). %s."
              .formatted(
                  by.getName(),
                  by.role().wire(),
                  tenant,
                  user,
                  role.wire(),
                  by.tenant().equals(tenant) && OF_ADMIN.contains(role)
                      ? "An administrator of the tenant may"
                      : "A superadmin may"));
    }
    if (role == Role.SUPERADMIN && !tenant.equals(Caller.SUPERADMIN_TENANT)) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Role superadmin belongs to tenant \"superadmin\", not to \"" + tenant + "\".");
    }
  }

  private static boolean mayGrant(Caller by, String tenant, String user, Role role) {
    if (!by.tenant().equals(tenant)) {
      return false;
    }
    return by.role() == Role.ADMIN
        ? OF_ADMIN.contains(role)
        : by.user().equals(user) && by.role() == role;
  }
}
