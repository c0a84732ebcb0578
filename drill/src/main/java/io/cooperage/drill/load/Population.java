package io.cooperage.drill.load;

import java.net.URI;

/** Clients that send to one front door: {@code global}, {@code dc1}, … */
public record Population(String name, URI base) {}
