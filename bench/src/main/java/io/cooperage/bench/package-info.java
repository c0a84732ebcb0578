/**
 * Figures of performance: what a benchmark yields, a run's document, and both as a table for a
 * terminal and as the tables of a page. Knows nothing of what is measured.
 */
package io.cooperage.bench;
