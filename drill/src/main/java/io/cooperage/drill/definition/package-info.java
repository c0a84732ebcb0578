/**
 * What a drill is, written down before it is run: hypothesis, steady state, load, faults on a
 * timeline, guardrails, limits; and what the group of database nodes will make of it. Pure but for
 * reading files.
 */
package io.cooperage.drill.definition;
