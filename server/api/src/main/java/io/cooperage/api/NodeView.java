package io.cooperage.api;

import java.util.List;
import java.util.Map;

/**
 * A machine of a cluster. {@code addresses}: kind ({@code bind_v4}, {@code access_v4}) to address.
 * {@code datacenter}: where its machine stands, empty before CREATE. {@code serviceStates}: how far
 * each service is; one that is not named has not been worked on.
 */
public record NodeView(
    int number,
    String hostname,
    List<String> services,
    Map<String, ServiceState> serviceStates,
    String hardwaretype,
    String imagetype,
    int generation,
    String datacenter,
    Map<String, String> addresses,
    String state) {}
