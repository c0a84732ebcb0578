package io.cooperage.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A piece of what may be done over the API, and the roles that may do it. Each operation needs one;
 * a token has those of its role, or fewer. The superadmin has all.
 */
public enum Scope {
  /** See clusters, their jobs, tasks and events. */
  CLUSTERS_READ(Role.ADMIN, Role.OPERATOR, Role.MEMBER, Role.VIEWER),
  /** Create, change and delete clusters. */
  CLUSTERS_WRITE(Role.ADMIN, Role.OPERATOR, Role.MEMBER),
  /** See the catalogue and the plugins' resources. */
  CATALOG_READ(Role.ADMIN, Role.OPERATOR, Role.MEMBER, Role.VIEWER),
  /** Change the catalogue and the plugins' resources, and export what it holds. */
  CATALOG_WRITE(Role.ADMIN),
  /** See the tenant, its quotas and its settings. */
  TENANT_READ(Role.ADMIN, Role.OPERATOR, Role.MEMBER, Role.VIEWER),
  /** Change the settings of the tenant; its quotas are the installation's. */
  TENANT_WRITE(Role.ADMIN),
  /** Make, see and delete tokens: an administrator the tenant's, others their own. */
  TOKENS(Role.ADMIN, Role.OPERATOR, Role.MEMBER, Role.VIEWER),
  /** Read who changed what. */
  AUDIT(Role.ADMIN),
  /** See the datacenters, their servers and workers. */
  INSTALLATION_READ(Role.ADMIN, Role.OPERATOR, Role.MEMBER, Role.VIEWER, Role.WORKER),
  /** Change what all tenants share: tenants and quotas, datacenters, pools of machines. */
  INSTALLATION_WRITE(),
  /** Do the work: take tasks, say what became of them, claim machines. */
  WORK(Role.WORKER);

  private final Set<Role> roles;

  Scope(Role... roles) {
    this.roles = EnumSet.of(Role.SUPERADMIN, roles);
  }

  /**
   * @throws IllegalArgumentException if {@code wire} names none of them
   */
  @JsonCreator
  public static Scope parse(String wire) {
    return Arrays.stream(values())
        .filter(scope -> scope.wire().equals(wire))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + wire
                        + "\" is none of "
                        + Arrays.stream(values())
                            .map(Scope::wire)
                            .collect(Collectors.joining(", "))));
  }

  /** What {@code role} may do. */
  public static Set<Scope> of(Role role) {
    return Arrays.stream(values())
        .filter(scope -> scope.roles.contains(role))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
  }

  /** Who may do it. */
  public Set<Role> roles() {
    return EnumSet.copyOf(roles);
  }

  /** The name on the wire and in the database, such as {@code clusters:read}. */
  @JsonValue
  public String wire() {
    return WireName.of(this).replace('_', ':');
  }
}
