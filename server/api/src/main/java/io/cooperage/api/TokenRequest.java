package io.cooperage.api;

import java.util.Optional;

/** Asks for an API token. {@code expiresInSeconds} absent = never. */
public record TokenRequest(
    String name, String tenant, String user, Role role, Optional<Long> expiresInSeconds) {}
