package io.cooperage.api;

/**
 * Long poll: up to {@code max} tasks, waiting at most {@code waitMillis} for the first.
 *
 * @param poll counts the polls of the session up from 1
 */
public record TakeRequest(long poll, int max, long waitMillis) {}
