package io.cooperage.api;

import java.util.List;

/** Tasks that are no longer this worker's: stop them, post nothing. */
public record HeartbeatAnswer(List<TaskRef> cancel) {}
