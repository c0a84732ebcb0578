package io.cooperage.galera.lease;

import java.util.Locale;

/** What a lease is to its last holder. */
public enum LeaseState {
  /** The holder may act under its epoch. */
  HELD,
  /** Handed back in order. */
  RELEASED,
  /** Taken away, because the beat stood still. */
  EXPIRED;

  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static LeaseState ofColumn(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
