package io.cooperage.api;

/** Long poll: up to {@code max} tasks, waiting at most {@code waitMillis} for the first. */
public record TakeRequest(int max, long waitMillis) {}
