package io.cooperage.api;

import java.util.List;

/**
 * A worker process says hello: where it is, how many tasks it takes at a time, which plugin types
 * it has.
 */
public record WorkerRegistration(
    String name, int capacity, List<String> providerTypes, List<String> automatorTypes) {}
