package io.cooperage.server.layout;

import java.util.SortedSet;

/**
 * Services that always go together.
 *
 * @param services one, or those that must coexist, directly or through each other
 * @param min on how many of the machines to lay out at least
 * @param max on how many at most; negative if the existing machines are too many already
 */
record Unit(SortedSet<String> services, int min, int max) {
  int size() {
    return services.size();
  }

  /** Units compare by their first service, so that sets of units compare like sets of services. */
  String first() {
    return services.first();
  }
}
