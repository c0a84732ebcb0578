package io.cooperage.api;

import java.time.Instant;
import java.util.Optional;

/**
 * What something waits for.
 *
 * @param text in words, to follow "waits for"
 * @param task that waits, or empty if it is the job as a whole
 * @param tasks how many tasks come before it; 0 where that is not the reason
 * @param since when it began to wait for this, where that is known
 * @param until when that ends at the latest; what happens then is in the text or in the manual
 */
public record WaitView(
    WaitKind kind,
    String text,
    Optional<TaskId> task,
    Optional<String> datacenter,
    Optional<String> plugin,
    Optional<String> worker,
    int tasks,
    Optional<Instant> since,
    Optional<Instant> until) {}
