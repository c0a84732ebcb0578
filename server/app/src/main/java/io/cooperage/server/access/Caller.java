package io.cooperage.server.access;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Role;
import io.cooperage.server.web.ProblemException;
import java.security.Principal;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who makes this request, and under which request id. Resources take it as {@code @Auth Caller}.
 */
public record Caller(String tenant, String user, Role role, String requestId) implements Principal {
  /** The tenant whose catalogue is shared and whose superadmins administer all others. */
  public static final String SUPERADMIN_TENANT = "superadmin";

  @Override
  public String getName() {
    return tenant + "/" + user;
  }

  /** Whether the caller may see and change what belongs to {@code other}. */
  public boolean maySee(String other) {
    return role == Role.SUPERADMIN || tenant.equals(other);
  }

  /** The same for what belongs to {@code owner} of that tenant: users have only their own. */
  public boolean maySee(String other, String owner) {
    return maySee(other) && (role != Role.USER || user.equals(owner));
  }

  /** Whose things a list shows to the caller; empty = everybody's. */
  public Optional<String> onlyOwner() {
    return role == Role.USER ? Optional.of(user) : Optional.empty();
  }

  /**
   * @throws ProblemException FORBIDDEN if the caller has none of {@code roles}
   */
  public void mustBe(Role... roles) {
    if (!Arrays.asList(roles).contains(role)) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN,
          "This needs the role "
              + Arrays.stream(roles).map(Role::wire).collect(Collectors.joining(" or "))
              + "; the token of "
              + getName()
              + " has "
              + role.wire()
              + ". Use a token with that role.");
    }
  }
}
