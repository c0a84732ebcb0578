package io.cooperage.api;

import java.util.Optional;

/**
 * Asks for a new secret of a token.
 *
 * @param overlapSeconds how long the present secret stays valid beside the new one: 0 (not at all)
 *     to 604800 (a week); absent = 3600
 */
public record TokenRotation(Optional<Long> overlapSeconds) {}
