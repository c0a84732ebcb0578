/**
 * Provider and automator {@code simulated}: they touch no machine. For benchmarks and drills of
 * everything around them; fields say how long an action takes and how often it fails.
 */
package io.cooperage.provisioner.simulated;
