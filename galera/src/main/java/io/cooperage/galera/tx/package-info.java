/**
 * The one door to a transaction: begin, body and commit with classified outcomes, retries until a
 * deadline, and an honest answer when nobody can know whether a commit took place.
 */
package io.cooperage.galera.tx;
