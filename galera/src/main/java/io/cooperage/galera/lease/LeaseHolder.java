package io.cooperage.galera.lease;

/**
 * Who claims a lease.
 *
 * @param name unique among all processes, the same after a restart
 * @param datacenter where it runs
 * @param address where it can be reached, for people
 */
public record LeaseHolder(String name, String datacenter, String address) {}
