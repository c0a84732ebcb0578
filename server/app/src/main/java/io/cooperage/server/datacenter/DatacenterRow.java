package io.cooperage.server.datacenter;

/** A datacenter as the database has it. */
record DatacenterRow(String name, long epoch, DatacenterState state, int workers) {}
