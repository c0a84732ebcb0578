package io.cooperage.server.web;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The {@code limit} of a list, and the pages made with it. */
public final class Paging {
  public static final int DEFAULT_LIMIT = 100;
  public static final int MAX_LIMIT = 1000;

  private Paging() {}

  /**
   * @throws ProblemException INVALID_REQUEST outside 1 to 1000
   */
  public static int limit(Optional<Integer> wanted) {
    int limit = wanted.orElse(DEFAULT_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Parameter limit is %d; it must be 1 to %d.".formatted(limit, MAX_LIMIT));
    }
    return limit;
  }

  /**
   * Makes a page of {@code found}, which was read with a limit of {@code limit} + 1, so that the
   * one too many tells that there is a next page.
   */
  public static <T> Page<T> page(List<T> found, int limit, Function<T, String> key) {
    if (found.size() <= limit) {
      return new Page<>(found, Optional.empty());
    }
    List<T> items = List.copyOf(found.subList(0, limit));
    return new Page<>(items, Optional.of(key.apply(items.get(limit - 1))));
  }
}
