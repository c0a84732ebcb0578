package io.cooperage.galera.testing;

import java.util.Locale;

/** How a joining node gets the whole state from a donor when its gap is too wide. */
public enum StateTransfer {
  /** The donor blocks; not for processes of root, whose rsync daemon gives up its rights. */
  RSYNC,
  /** The donor goes on serving; needs an account on the donor. */
  MARIABACKUP;

  String method() {
    return name().toLowerCase(Locale.ROOT);
  }
}
