package io.cooperage.api;

import java.util.List;

/**
 * What a worker has in hand right now, including results that it posts and has no answer for yet.
 * What an earlier poll than {@code poll} was to bring and is missing here never arrived and never
 * will: it goes to another worker. A worker notes its poll before it lists what it has in hand.
 *
 * @param poll the number of the worker's newest poll; all earlier ones are over
 */
public record Heartbeat(long poll, List<TaskRef> running) {}
