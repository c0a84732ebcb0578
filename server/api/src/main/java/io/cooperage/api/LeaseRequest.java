package io.cooperage.api;

import java.util.Optional;

/**
 * Asks for a longer lease.
 *
 * @param extension by how many milliseconds; absent = one step of the template
 */
public record LeaseRequest(Optional<Long> extension) {}
