package io.cooperage.api;

import java.util.List;
import java.util.Optional;

/**
 * RFC 9457 problem details, as {@code application/problem+json}. {@code errors}: one line for each
 * wrong value.
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    String requestId,
    String datacenter,
    Optional<Integer> retryAfter,
    List<String> errors) {}
