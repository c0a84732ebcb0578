package io.cooperage.api;

import java.util.Optional;

/**
 * Asks for the latest versions of a cluster's template and services.
 *
 * @param restart with true, services are stopped before and started after
 */
public record SyncRequest(Optional<Boolean> restart) {}
