package io.cooperage.api;

/** How far the running job is, and what it waits for. */
public record JobProgress(
    JobId job,
    ClusterOperation action,
    JobState status,
    int tasksTotal,
    int tasksDone,
    String waitsFor) {}
