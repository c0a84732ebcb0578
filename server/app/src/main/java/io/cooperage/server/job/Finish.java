package io.cooperage.server.job;

import io.cooperage.api.TaskId;
import io.cooperage.api.TaskResult;

/** A worker's word on what came of a task. */
public record Finish(TaskId task, TaskResult result) {}
