package io.cooperage.drill.load;

import java.net.URI;

/**
 * Clients that send to one front door: {@code global}, {@code dc1}, …
 *
 * @param again the door to which they turn when a request failed
 */
public record Population(String name, URI base, URI again) {

  /** Clients that know one door only. */
  public Population(String name, URI base) {
    this(name, base, base);
  }

  /** Where their attempt goes, counted from 1. */
  URI door(int attempt) {
    return attempt == 1 ? base : again;
  }
}
