package io.cooperage.drill.remote;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same on several hosts at once, and says of each how that went. */
final class EachHost {

  private EachHost() {}

  /**
   * What came of it, in the order of the hosts.
   *
   * @param failures those of hosts that have no result
   */
  record Results<K, V>(Map<K, V> values, List<HostException> failures) {

    /**
     * The results, if there is one of each.
     *
     * @throws HostException with all failures
     */
    Map<K, V> all() {
      if (failures.isEmpty()) {
        return values;
      }
      throw new HostException(
          String.join("\n", failures.stream().map(HostException::getMessage).toList()),
          failures.get(0));
    }
  }

  /**
   * Does it, and waits until it has ended on all of them, whatever it came to on one.
   *
   * @throws RuntimeException the first that is no {@link HostException}
   */
  static <K, V> Results<K, V> apply(Collection<K> hosts, Function<K, V> action) {
    Map<K, Future<V>> work = new LinkedHashMap<>();
    ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, hosts.size()));
    try {
      hosts.forEach(host -> work.put(host, executor.submit(() -> action.apply(host))));
      return gather(work);
    } finally {
      executor.shutdownNow();
    }
  }

  private static <K, V> Results<K, V> gather(Map<K, Future<V>> work) {
    Map<K, V> values = new LinkedHashMap<>();
    List<HostException> failures = new ArrayList<>();
    Optional<RuntimeException> other = Optional.empty();
    for (Map.Entry<K, Future<V>> entry : work.entrySet()) {
      try {
        values.put(entry.getKey(), entry.getValue().get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new HostException("Interrupted while hosts were at work.", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof HostException known) {
          failures.add(known);
        } else if (e.getCause() instanceof RuntimeException known) {
          other = other.or(() -> Optional.of(known));
        } else {
          throw new IllegalStateException(e.getCause());
        }
      }
    }
    if (other.isPresent()) {
      throw other.get();
    }
    return new Results<>(values, failures);
  }
}
