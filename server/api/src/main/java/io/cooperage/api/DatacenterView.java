package io.cooperage.api;

import java.util.List;

/** A datacenter as this server sees it. {@code state}: up, draining, drained or lost. */
public record DatacenterView(
    String name, String state, long epoch, List<ServerView> servers, int workers, int jobs) {}
