package io.cooperage.api.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * How long clusters live, in milliseconds, 0 = for ever: at first, at most, and by how much a lease
 * is extended at a time. Written as a number of milliseconds or like {@code 2d}, {@code 12h},
 * {@code 90m}, {@code 30s}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LeaseDuration(
    @JsonDeserialize(using = LeaseTime.class) long initial,
    @JsonDeserialize(using = LeaseTime.class) long max,
    @JsonDeserialize(using = LeaseTime.class) long step) {}
