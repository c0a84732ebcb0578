package io.cooperage.server.event;

import io.cooperage.api.EventView;
import java.util.Optional;

/**
 * An event that has its position.
 *
 * @param owner of the cluster that it concerns; empty = it concerns everybody in its tenant
 */
record PlacedEvent(EventView view, Optional<String> owner) {}
