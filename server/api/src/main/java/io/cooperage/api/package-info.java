/**
 * What goes over the wire: the records of the REST API under {@code /v3}, the ids, the closed sets
 * of states and actions, and the catalogue of error codes. No behaviour beyond parsing and
 * printing.
 */
package io.cooperage.api;
