package io.cooperage.drill.bench;

import io.cooperage.api.ClusterSummary;
import io.cooperage.api.Page;
import io.cooperage.client.CooperageClient;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.run.PendingClusters;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Work that is still under way in a lab, and would be measured along. */
final class Pending {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final Function<Optional<String>, Page<ClusterSummary>> pages;
  private final PrintStream out;

  /**
   * @param pages of the clusters that are pending now
   */
  Pending(Function<Optional<String>, Page<ClusterSummary>> pages, PrintStream out) {
    this.pages = pages;
    this.out = out;
  }

  static Pending of(CooperageClient client, PrintStream out) {
    return new Pending(after -> PendingClusters.page(client, after), out);
  }

  /**
   * Waits until nothing is pending, and says every few seconds that something is.
   *
   * @throws IllegalStateException if something still is after {@code limit}
   */
  void awaitNone(Duration limit) {
    int left = await("", limit);
    if (left > 0) {
      throw new IllegalStateException(
          ("After %d s, %d clusters of the lab or more are still pending, so figures would mean"
                  + " nothing. Wait for their jobs, or abort them, and measure again.")
              .formatted(limit.toSeconds(), left));
    }
  }

  /** Waits for clusters whose names begin with {@code prefix}; returns how many still are. */
  int await(String prefix, Duration limit) {
    long[] nextLine = {System.nanoTime()};
    int[] left = {0};
    Poll.until(
        limit,
        () -> {
          left[0] = some(prefix);
          if (left[0] > 0 && System.nanoTime() - nextLine[0] >= 0) {
            out.println("Waiting, not measured: " + left[0] + " clusters or more are pending");
            nextLine[0] += BETWEEN_LINES.toNanos();
          }
          return left[0] == 0;
        });
    return left[0];
  }

  /** How many are on the first page that has any: to ask is no load. */
  private int some(String prefix) {
    Optional<String> after = Optional.empty();
    do {
      Page<ClusterSummary> page = pages.apply(after);
      int found = (int) page.items().stream().filter(one -> one.name().startsWith(prefix)).count();
      if (found > 0) {
        return found;
      }
      after = page.next();
    } while (after.isPresent());
    return 0;
  }
}
