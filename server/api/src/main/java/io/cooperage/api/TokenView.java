package io.cooperage.api;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An API token without its secret.
 *
 * @param scopes what it may do
 * @param lastUseTime to the hour; absent = not yet
 * @param secret only in the answers that make or rotate it
 */
public record TokenView(
    String id,
    String name,
    String tenant,
    String user,
    Role role,
    Set<Scope> scopes,
    Instant createTime,
    Optional<Instant> expireTime,
    Optional<Instant> lastUseTime,
    Optional<String> secret) {}
