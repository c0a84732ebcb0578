package io.cooperage.api;

/**
 * What a task's last attempt printed: at most the last 64 KiB of each; {@code …Dropped} says how
 * many bytes before that were cut.
 */
public record TaskOutput(
    TaskId id, int attempt, String stdout, long stdoutDropped, String stderr, long stderrDropped) {}
