package io.cooperage.api;

import java.util.Optional;

/**
 * Gives a webhook another secret.
 *
 * @param secret absent = one is made
 * @param overlapSeconds how long the one before signs too; absent = a day
 */
public record SecretRotation(Optional<String> secret, Optional<Long> overlapSeconds) {}
