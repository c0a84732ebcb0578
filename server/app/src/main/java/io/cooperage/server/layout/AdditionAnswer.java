package io.cooperage.server.layout;

/** Where added services go, why they cannot, or that the search budget was used up. */
public sealed interface AdditionAnswer permits AdditionSolution, Unsatisfiable, Undecided {}
