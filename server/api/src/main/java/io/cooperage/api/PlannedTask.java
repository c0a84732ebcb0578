package io.cooperage.api;

/** A task to come. {@code service} is empty for the actions of a node. */
public record PlannedTask(int number, TaskAction action, int node, String service) {}
