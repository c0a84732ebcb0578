package io.cooperage.api;

import java.util.List;

/** What a worker runs right now. */
public record Heartbeat(List<TaskRef> running) {}
