package io.cooperage.server.layout;

/** Which machines leave, why they cannot, or that the search budget was used up. */
public sealed interface DepartureAnswer permits DepartureSolution, Unsatisfiable, Undecided {}
