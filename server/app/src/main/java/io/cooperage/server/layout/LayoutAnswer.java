package io.cooperage.server.layout;

/** What a solver says: a layout, why there is none, or that its search budget was used up. */
public sealed interface LayoutAnswer permits LayoutSolution, Unsatisfiable, Undecided {}
