/**
 * Which datacenters and servers live: leases in the shared database between datacenters, ZooKeeper
 * within one. Notices the loss of a datacenter and has its jobs moved; drains on request.
 */
package io.cooperage.server.datacenter;
