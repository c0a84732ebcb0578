package io.cooperage.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the constants of the API are spelled on the wire: lower case, once and for all of them. */
final class WireName {
  private WireName() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E parse(E[] constants, String wire) {
    for (E constant : constants) {
      if (of(constant).equals(wire)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "\""
            + wire
            + "\" is none of "
            + Arrays.stream(constants).map(WireName::of).collect(Collectors.joining(", ")));
  }
}
