package io.cooperage.api;

import java.util.List;
import java.util.Optional;

/**
 * Makes or changes a webhook.
 *
 * @param types which events: exact ones, {@code cluster.*}, or {@code *}
 * @param subject only of this thing, such as {@code cluster/00000042} or {@code cluster/*}
 * @param enabled absent = true
 * @param secret of a new webhook only: {@code whsec_} and 24 to 64 bytes in Base64; absent = one is
 *     made
 */
public record WebhookRequest(
    String name,
    String url,
    List<String> types,
    Optional<String> subject,
    Optional<Boolean> enabled,
    Optional<String> secret) {}
