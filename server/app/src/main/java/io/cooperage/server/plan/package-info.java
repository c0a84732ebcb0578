/**
 * Turns an operation on a cluster into a graph of tasks. Pure: the same cluster and operation give
 * the same {@link io.cooperage.server.plan.Plan}, so that another datacenter can plan again.
 */
package io.cooperage.server.plan;
