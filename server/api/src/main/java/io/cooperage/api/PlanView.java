package io.cooperage.api;

import java.util.List;

/** The plan in stages: a stage holds the tasks whose predecessors are all in earlier ones. */
public record PlanView(List<PlanStage> stages, int tasksTotal) {}
