package io.cooperage.server.resource;

import java.util.Locale;

/** Where a version is: the two in the middle wait for the next sync. */
enum ResourceState {
  INACTIVE,
  STAGED,
  RECALLED,
  ACTIVE,
  /** Out of sight; its number is not given again. */
  DELETED;

  static ResourceState parse(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** An active version that was recalled is not staged again but kept. */
  ResourceState staged() {
    return switch (this) {
      case INACTIVE, STAGED -> STAGED;
      case RECALLED, ACTIVE -> ACTIVE;
      case DELETED -> DELETED;
    };
  }

  ResourceState recalled() {
    return switch (this) {
      case INACTIVE, STAGED -> INACTIVE;
      case RECALLED, ACTIVE -> RECALLED;
      case DELETED -> DELETED;
    };
  }
}
