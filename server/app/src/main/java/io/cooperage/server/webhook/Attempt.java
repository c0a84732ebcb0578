package io.cooperage.server.webhook;

import io.cooperage.api.EventView;
import java.time.Instant;

/** An event that was sent, and what came of it. */
record Attempt(EventView event, Instant at, Receipt receipt) {}
