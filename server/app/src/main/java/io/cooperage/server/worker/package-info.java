/**
 * Workers: their sessions and heartbeats, which live in the ZooKeeper of the datacenter and may
 * vanish; the long polls through which they get tasks, served by one dispatcher for all; and their
 * results, committed together.
 */
package io.cooperage.server.worker;
