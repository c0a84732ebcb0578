package io.cooperage.api;

import java.util.Set;

/** A set of services with the hardware and image of the machines that carry it. */
public record NodeLayout(int count, Set<String> services, String hardwaretype, String imagetype) {}
