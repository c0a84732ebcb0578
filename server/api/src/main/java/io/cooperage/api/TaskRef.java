package io.cooperage.api;

/** A task under one fencing token. */
public record TaskRef(TaskId task, String token) {}
