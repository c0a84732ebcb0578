package io.cooperage.api;

import java.util.Optional;
import java.util.Set;

/**
 * Asks for an API token.
 *
 * @param expiresInSeconds absent = never
 * @param scopes what it may do; absent = all that its role may
 */
public record TokenRequest(
    String name,
    String tenant,
    String user,
    Role role,
    Optional<Long> expiresInSeconds,
    Optional<Set<Scope>> scopes) {

  /** With all that the role may do. */
  public TokenRequest(
      String name, String tenant, String user, Role role, Optional<Long> expiresInSeconds) {
    this(name, tenant, user, role, expiresInSeconds, Optional.empty());
  }
}
