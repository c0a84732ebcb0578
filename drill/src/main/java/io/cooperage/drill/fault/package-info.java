/**
 * What is done to a lab to see what holds: processes killed or frozen, links cut, packets delayed.
 * Each fault knows how to be undone, and nothing of what runs in the datacenters.
 */
package io.cooperage.drill.fault;
