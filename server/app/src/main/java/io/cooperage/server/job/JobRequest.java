package io.cooperage.server.job;

/**
 * What a job's planner has to know beside the cluster; stored with the job.
 *
 * @param wasRunning the cluster's services may run
 * @param revoked tasks of a job that was aborted or failed before may still be ending on the nodes
 */
record JobRequest(boolean wasRunning, boolean revoked) {}
