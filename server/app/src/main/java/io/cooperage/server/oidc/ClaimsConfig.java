package io.cooperage.server.oidc;

import io.cooperage.api.Role;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.Map;

/**
 * Which claims of a login name its user, tenant and role: the name of a claim, or a path of names
 * with dots, such as {@code realm_access.roles}.
 *
 * @param user default {@code sub}
 * @param tenant claim of the tenant; or {@code onlyTenant}
 * @param onlyTenant the tenant of all logins
 * @param role claim with a name or a list of names
 * @param roles what those names mean here; of several the mightiest holds
 * @param superadmins whether logins may be of the tenant superadmin; default no
 */
public record ClaimsConfig(
    @NotBlank(message = "is empty: name the claim of the user, or leave it out for sub")
        String user,
    String tenant,
    String onlyTenant,
    @NotBlank(message = "is missing: name the claim of the roles") String role,
    @NotEmpty(message = "is missing: say which role each name stands for") Map<String, Role> roles,
    Boolean superadmins) {
  public ClaimsConfig {
    user = user == null ? "sub" : user;
    superadmins = superadmins != null && superadmins;
    roles = roles == null ? Map.of() : Map.copyOf(roles);
  }

  @AssertTrue(
      message =
          "oidc.claims needs either tenant, a claim, or onlyTenant, a name; not both, not neither")
  public boolean isOneTenantGiven() {
    return (tenant == null) != (onlyTenant == null);
  }

  @AssertTrue(message = "oidc.claims.roles names superadmin, which needs superadmins: true")
  public boolean isSuperadminMeant() {
    return superadmins || !roles.containsValue(Role.SUPERADMIN);
  }

  @AssertTrue(message = "oidc.claims.roles names worker; give workers API tokens")
  public boolean isOfPeople() {
    return !roles.containsValue(Role.WORKER);
  }
}
