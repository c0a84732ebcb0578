/**
 * Real Galera clusters for tests and laboratories: nodes as child processes, anywhere an address
 * and a command prefix reach, with the faults that a process can have, and a proxy that cuts
 * connections around COMMIT.
 */
package io.cooperage.galera.testing;
