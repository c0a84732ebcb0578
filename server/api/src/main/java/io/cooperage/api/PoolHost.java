package io.cooperage.api;

/** A machine of a pool: where to log in and the host key that it must show (OpenSSH format). */
public record PoolHost(
    String name, String datacenter, String address, int port, String user, String hostKey) {}
