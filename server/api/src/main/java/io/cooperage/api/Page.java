package io.cooperage.api;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list, ordered by key. {@code next}: the {@code after} of the next page, if there is
 * one.
 */
public record Page<T>(List<T> items, Optional<String> next) {}
