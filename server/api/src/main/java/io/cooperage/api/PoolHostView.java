package io.cooperage.api;

/** A pool host and who has it; {@code tag} is empty when it is free. */
public record PoolHostView(
    String name,
    String pool,
    String datacenter,
    String address,
    int port,
    String user,
    String hostKey,
    String tag) {}
