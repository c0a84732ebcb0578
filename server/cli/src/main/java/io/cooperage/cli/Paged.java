package io.cooperage.cli;

import io.cooperage.api.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a list page by page to its end. */
final class Paged {
  static final int SIZE = 500;

  private Paged() {}

  /**
   * @param read asks for the page after a place
   */
  static <T> List<T> all(Function<Optional<String>, Page<T>> read) {
    List<T> items = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<T> page = read.apply(after);
      items.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return items;
  }
}
