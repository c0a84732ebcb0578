package io.cooperage.api;

import java.util.List;

/** A worker as its datacenter sees it. */
public record WorkerView(
    String id,
    String name,
    String datacenter,
    int capacity,
    int running,
    List<String> providerTypes,
    List<String> automatorTypes,
    long lastSeenMillis) {}
