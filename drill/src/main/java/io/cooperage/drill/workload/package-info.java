/**
 * Clients that use the API as registers, lists, sets, names and quotas, from all datacenters at
 * once, and record what they did and heard, so that {@link io.cooperage.drill.check} can judge it.
 *
 * <p>The documents of the catalogue are the data: each write makes a version of one, a write with
 * {@code If-Match} is a compare-and-set, an import writes several in one transaction, an export
 * reads all in one. Of a quota it is a tenant with its clusters.
 */
package io.cooperage.drill.workload;
