package io.cooperage.server.oidc;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Role;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.ProblemException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a caller of the claims of a login that holds. Pure. */
final class ClaimsMapping {
  private static final Pattern USER = Pattern.compile("[\\w.@-]{1,255}");
  private static final Pattern TENANT = Pattern.compile("[\\w.-]{1,255}");

  private final ClaimsConfig config;

  ClaimsMapping(ClaimsConfig config) {
    this.config = config;
  }

  /**
   * @throws ProblemException UNAUTHENTICATED with the claim that does not fit
   */
  Caller caller(Map<String, Object> claims, String requestId) {
    String user = name(claims, config.user(), USER);
    String tenant =
        config.onlyTenant() == null ? name(claims, config.tenant(), TENANT) : config.onlyTenant();
    Role role = role(claims);
    boolean ofSuperadmins = tenant.equals(Caller.SUPERADMIN_TENANT);
    if (ofSuperadmins && !config.superadmins()) {
      throw refused("it is of tenant superadmin, whose people do not log in here");
    }
    if (role == Role.SUPERADMIN && !ofSuperadmins) {
      throw refused("it has role superadmin and is of tenant \"" + tenant + "\"");
    }
    return new Caller(tenant, user, role, requestId);
  }

  private Role role(Map<String, Object> claims) {
    List<String> names = names(find(claims, config.role()).orElse(List.of()));
    return names.stream()
        .flatMap(name -> Optional.ofNullable(config.roles().get(name)).stream())
        .min(Comparator.naturalOrder())
        .orElseThrow(
            () ->
                refused(
                    "claim %s is %s, none of which has a role here"
                        .formatted(config.role(), names)));
  }

  private static String name(Map<String, Object> claims, String path, Pattern form) {
    String text = find(claims, path).map(Object::toString).orElse("");
    if (!form.matcher(text).matches()) {
      throw refused(
          "claim %s is \"%s\", which is no name: 1 to 255 letters, digits, _, ., - and for users @"
              .formatted(path, text.length() > 64 ? text.substring(0, 64) + "…" : text));
    }
    return text;
  }

  /** A claim of just that name, or else what is there when each name is gone down to. */
  private static Optional<Object> find(Map<String, Object> claims, String path) {
    if (claims.containsKey(path)) {
      return Optional.ofNullable(claims.get(path));
    }
    Object current = claims;
    for (String step : path.split("\\.")) {
      current = current instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return Optional.ofNullable(current);
  }

  private static List<String> names(Object value) {
    return value instanceof Collection<?> many
        ? many.stream().map(String::valueOf).toList()
        : List.of(value.toString());
  }

  private static ProblemException refused(String why) {
    return new ProblemException(
        ErrorCode.UNAUTHENTICATED,
        "The login holds, but " + why + ". Ask who administers the logins, or use an API token.");
  }
}
