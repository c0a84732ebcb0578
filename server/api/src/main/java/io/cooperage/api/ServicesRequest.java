package io.cooperage.api;

import java.util.List;

/** Names services to be added to a cluster, or removed from it. */
public record ServicesRequest(List<String> services) {}
