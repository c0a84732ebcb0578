/**
 * Jobs and their tasks: plans what is to be done to a cluster, hands tasks out under fencing
 * tokens, works out what follows from each result, and moves jobs away from datacenters that are
 * gone. A job belongs to a datacenter under an epoch; its row is locked first and its version
 * counted up by every change.
 */
package io.cooperage.server.job;
