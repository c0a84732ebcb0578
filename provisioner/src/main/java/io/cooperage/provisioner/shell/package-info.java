/**
 * Automator {@code shell}: runs scripts, kept as versioned plugin resources, on machines over SSH,
 * with the cluster, the node and the configuration in their environment.
 */
package io.cooperage.provisioner.shell;
