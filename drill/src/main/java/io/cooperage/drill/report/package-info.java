/**
 * What a drill found, for machines (JSON) and for people (a table for the terminal and an HTML page
 * that needs nothing but itself). The figures are computed here from a history, purely.
 */
package io.cooperage.drill.report;
