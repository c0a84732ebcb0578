/**
 * Clients of a drill: an open-loop load on a fixed schedule, whose every request and repetition is
 * written to the ledger. Latency counts from the intended start, so a service that stalls cannot
 * slow its own measurement down.
 */
package io.cooperage.drill.load;
