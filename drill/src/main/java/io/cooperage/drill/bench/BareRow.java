package io.cooperage.drill.bench;

import java.util.Set;

/**
 * A row that a write of the API commits, and how copies of it differ from each other.
 *
 * @param table of the product
 * @param condition on which one such row is found, with one {@code ?}
 * @param numbered columns with a number of its own in each copy
 * @param named columns with a name of its own
 * @param hashed columns with 32 bytes at random
 * @param unset columns that are NULL when the row is written, and filled in later by a driver
 */
record BareRow(
    String table,
    String condition,
    Set<String> numbered,
    Set<String> named,
    Set<String> hashed,
    Set<String> unset) {

  /** What tells copies of one column from each other. */
  enum Content {
    NUMBER,
    NAME,
    HASH,
    NOTHING,
    SAME
  }

  Content content(String column) {
    if (numbered.contains(column)) {
      return Content.NUMBER;
    } else if (named.contains(column)) {
      return Content.NAME;
    } else if (hashed.contains(column)) {
      return Content.HASH;
    }
    return unset.contains(column) ? Content.NOTHING : Content.SAME;
  }

  static BareRow numbered(String table, String condition, String column) {
    return new BareRow(table, condition, Set.of(column), Set.of(), Set.of(), Set.of());
  }

  static BareRow named(String table, String condition) {
    return new BareRow(table, condition, Set.of(), Set.of("name"), Set.of(), Set.of());
  }

  /** The line of the audit, which a driver links later. */
  static BareRow audit(String action) {
    return new BareRow(
        "audit",
        "subject = ? AND action = '" + action + "'",
        Set.of("id"),
        Set.of(),
        Set.of(),
        Set.of("position", "hash"));
  }

  /** The event, which gets its position later. */
  static BareRow event(String type) {
    return new BareRow(
        "event",
        "subject = ? AND type = '" + type + "'",
        Set.of("id"),
        Set.of(),
        Set.of(),
        Set.of("position"));
  }

  /** The kept answer. */
  static BareRow idempotency() {
    return new BareRow(
        "idempotency",
        "body LIKE CONCAT('%', ?, '%') ORDER BY created_at DESC",
        Set.of(),
        Set.of(),
        Set.of("scope_hash"),
        Set.of());
  }
}
