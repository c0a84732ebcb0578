package io.cooperage.api;

import java.util.List;

/**
 * What a worker has in hand right now, including results that it posts and has no answer for yet:
 * what was handed to it and is missing here for a while goes to another worker.
 */
public record Heartbeat(List<TaskRef> running) {}
