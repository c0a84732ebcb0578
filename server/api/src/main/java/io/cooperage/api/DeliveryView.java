package io.cooperage.api;

import java.time.Instant;
import java.util.Optional;

/**
 * The delivery of an event to a webhook.
 *
 * @param position of the event; names the delivery
 * @param status of the last answer; empty = there was none
 * @param detail the beginning of the last answer, or why there was none
 * @param datacenter from which it was sent last
 */
public record DeliveryView(
    String webhook,
    long position,
    String type,
    String subject,
    DeliveryState state,
    int attempts,
    Optional<Integer> status,
    int latencyMillis,
    String detail,
    String datacenter,
    Instant firstAttempt,
    Instant lastAttempt) {}
