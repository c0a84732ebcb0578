package io.cooperage.api;

import java.util.List;

/** A layer of the plan. */
public record PlanStage(int number, List<PlannedTask> tasks) {}
