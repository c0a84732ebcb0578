/**
 * Machines over SSH: logging in with verified host keys, putting files there, and running scripts
 * so that at most one runs on a machine at a time and none outlives its worker.
 */
package io.cooperage.provisioner.machine;
