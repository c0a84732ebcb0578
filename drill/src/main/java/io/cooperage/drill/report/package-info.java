/**
 * What a drill found, for machines (JSON) and for people (a table and a Markdown page). The figures
 * are computed here from a history, purely.
 */
package io.cooperage.drill.report;
