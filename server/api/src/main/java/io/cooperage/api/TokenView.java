package io.cooperage.api;

import java.time.Instant;
import java.util.Optional;

/**
 * An API token without its secret; {@code secret} is present only in the answer that creates it.
 */
public record TokenView(
    String id,
    String name,
    String tenant,
    String user,
    Role role,
    Instant createTime,
    Optional<Instant> expireTime,
    Optional<String> secret) {}
