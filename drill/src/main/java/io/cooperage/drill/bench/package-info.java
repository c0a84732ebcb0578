/**
 * Measurements against the lab that stands: each prints a table, writes JSON under the lab's
 * directory, and names the command that made it. Figures of a busy machine mean nothing.
 */
package io.cooperage.drill.bench;
