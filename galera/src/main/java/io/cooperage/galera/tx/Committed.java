package io.cooperage.galera.tx;

/** The value of a committed transaction and a position at which it can be seen everywhere. */
public record Committed<T>(T value, CommitPosition position) {}
