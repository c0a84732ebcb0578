package io.cooperage.server.access;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import io.cooperage.server.web.ProblemException;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who makes this request, and under which request id. Resources take it as {@code @Auth Caller}.
 *
 * @param scopes what it may do: those of its role, or fewer
 * @param expires when its token ends: it makes none that lasts longer
 */
public record Caller(
    String tenant,
    String user,
    Role role,
    Set<Scope> scopes,
    Optional<Instant> expires,
    String requestId)
    implements Principal {
  /** The tenant whose catalogue is shared and whose superadmins administer all others. */
  public static final String SUPERADMIN_TENANT = "superadmin";

  public Caller {
    Set<Scope> granted = Scope.of(role);
    granted.retainAll(scopes);
    scopes = Collections.unmodifiableSet(granted);
  }

  /** With all that the role may do. */
  public Caller(String tenant, String user, Role role, String requestId) {
    this(tenant, user, role, Scope.of(role), Optional.empty(), requestId);
  }

  @Override
  public String getName() {
    return tenant + "/" + user;
  }

  /** Whether the caller reaches all tenants. */
  public boolean isSuperadmin() {
    return role == Role.SUPERADMIN;
  }

  /** Whether the caller may see what belongs to the tenant {@code other} as a whole. */
  public boolean maySee(String other) {
    return isSuperadmin() || tenant.equals(other);
  }

  /** The same for what belongs to {@code owner} of that tenant: members have only their own. */
  public boolean maySee(String other, String owner) {
    return maySee(other) && (role != Role.MEMBER || user.equals(owner));
  }

  /**
   * Whether the caller may change what belongs to {@code owner} of the tenant {@code other}; what
   * kinds of things at all, is said by its scopes.
   */
  public boolean mayChange(String other, String owner) {
    return maySee(other, owner) && role != Role.VIEWER && role != Role.WORKER;
  }

  /** Whose tenant's things a list shows to the caller; empty = all. */
  public Optional<String> onlyTenant() {
    return isSuperadmin() ? Optional.empty() : Optional.of(tenant);
  }

  /** Whose things a list shows to the caller; empty = everybody's. */
  public Optional<String> onlyOwner() {
    return role == Role.MEMBER ? Optional.of(user) : Optional.empty();
  }

  /** Whether the caller has {@code scope}. */
  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  /**
   * @throws ProblemException FORBIDDEN if the caller has none of {@code any}
   */
  public void mustHave(Scope... any) {
    if (Arrays.stream(any).noneMatch(this::may)) {
      Set<Scope> wanted = new TreeSet<>(Arrays.asList(any));
      Set<Role> roles = EnumSet.noneOf(Role.class);
      wanted.forEach(scope -> roles.addAll(scope.roles()));
      throw new ProblemException(
          ErrorCode.FORBIDDEN,
          "This needs the scope %s; the token of %s (%s) does not have it. %s."
              .formatted(
                  wanted.stream().map(Scope::wire).collect(Collectors.joining(" or ")),
                  getName(),
                  role.wire(),
                  roles.contains(role)
                      ? "Its role does: use a token that was made with that scope"
                      : "Use a token with the role "
                          + roles.stream().map(Role::wire).collect(Collectors.joining(" or "))));
    }
  }
}
