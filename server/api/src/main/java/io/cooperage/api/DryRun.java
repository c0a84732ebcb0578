package io.cooperage.api;

/** What a request would do, with nothing committed. */
public record DryRun(LayoutView layout, PlanView plan) {}
