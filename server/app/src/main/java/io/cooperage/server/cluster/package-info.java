/**
 * Clusters and their machines: checks a request against the catalogue and the solver, keeps what a
 * cluster was made from, and shows how it is. What is done to a cluster is done by jobs, which come
 * in through {@link io.cooperage.server.cluster.ClusterJobs}.
 */
package io.cooperage.server.cluster;
