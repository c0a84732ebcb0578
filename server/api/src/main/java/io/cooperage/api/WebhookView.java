package io.cooperage.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A webhook and how it is getting on.
 *
 * @param disabledBecause why it was disabled, if nobody asked for it
 * @param position it has all its events up to this one
 * @param attempts at the event that comes next, all in vain
 * @param failingSince since when nothing got through; empty = it works
 * @param nextAttempt when that event is tried again
 * @param secret only in the answers that make one
 */
public record WebhookView(
    String id,
    String tenant,
    String name,
    String url,
    List<String> types,
    Optional<String> subject,
    boolean enabled,
    Optional<String> disabledBecause,
    long position,
    int attempts,
    Optional<Instant> failingSince,
    Optional<Instant> nextAttempt,
    long version,
    Instant createTime,
    Optional<String> secret) {}
