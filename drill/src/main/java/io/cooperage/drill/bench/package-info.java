/**
 * Measurements. Those of a lab are commands that run against the one that stands; those of single
 * rooms are among the server's tests and get a process of their own. {@code bench all} runs
 * everything, one after the other. Figures of a busy machine mean nothing.
 */
package io.cooperage.drill.bench;
