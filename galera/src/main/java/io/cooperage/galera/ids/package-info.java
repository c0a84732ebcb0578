/**
 * Ids that are unique over all datacenters and never reused: each datacenter has its own arithmetic
 * sequence, taken from the database in blocks.
 */
package io.cooperage.galera.ids;
