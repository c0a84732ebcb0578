/**
 * A drill over time, drawn from its history as SVG: plots that share one time axis, on which faults
 * are bands and marks are lines. Colours are names that the page's style sheet gives for light and
 * dark.
 */
package io.cooperage.drill.report.plot;
