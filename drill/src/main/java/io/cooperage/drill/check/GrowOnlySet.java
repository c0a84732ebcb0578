package io.cooperage.drill.check;

import io.cooperage.drill.check.SetAction.Add;
import io.cooperage.drill.check.SetAction.ReadAll;
import io.cooperage.drill.history.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a set keeps what it acknowledged: such an element is there once in every read that begins
 * afterwards; one that failed never is; one of unknown outcome may be.
 */
public final class GrowOnlySet {

  private record Shown(
      ClientOperation<SetAction> reader, List<String> elements, Set<String> distinct) {}

  private record Cause(Phenomenon phenomenon, String element) {}

  private final Map<String, ClientOperation<SetAction>> adds = new LinkedHashMap<>();
  private final List<Shown> reads = new ArrayList<>();
  private final Map<Cause, Violation> found = new LinkedHashMap<>();

  private GrowOnlySet(List<ClientOperation<SetAction>> history) {
    for (ClientOperation<SetAction> operation : history) {
      if (operation.action() instanceof Add add) {
        adds.put(add.element(), operation);
      } else if (operation.action() instanceof ReadAll read && operation.ok()) {
        reads.add(new Shown(operation, read.seen(), Set.copyOf(read.seen())));
      }
    }
  }

  /**
   * One violation for each element and class. An element that a read misses and the last read shows
   * was read stale; one that the last read misses is lost.
   */
  public static CheckResult check(List<ClientOperation<SetAction>> history) {
    GrowOnlySet set = new GrowOnlySet(history);
    set.reads.forEach(set::checkPresent);
    if (!set.reads.isEmpty()) {
      set.adds.forEach(set::checkAbsent);
    }
    return CheckResult.of(List.copyOf(set.found.values()));
  }

  private void checkPresent(Shown read) {
    Set<String> once = new HashSet<>();
    for (String element : read.elements) {
      ClientOperation<SetAction> add = adds.get(element);
      if (!once.add(element)) {
        found(Phenomenon.DUPLICATE_ELEMENTS, element, "it is there twice", read.reader);
      }
      if (add == null) {
        found(Phenomenon.GARBAGE_READ, element, "nobody added it", read.reader);
      } else if (add.outcome() == Outcome.FAIL) {
        found(Phenomenon.G1A, element, "its add failed", add, read.reader);
      }
    }
  }

  private void checkAbsent(String element, ClientOperation<SetAction> add) {
    boolean there = reads.get(reads.size() - 1).distinct.contains(element);
    for (Shown read : reads) {
      if (add.precedes(read.reader) && !read.distinct.contains(element)) {
        if (there) {
          found(Phenomenon.STALE_READ, element, "a later read shows it", add, read.reader);
        } else {
          found(Phenomenon.LOST_WRITE, element, "the last read misses it too", add, read.reader);
        }
      }
    }
  }

  @SafeVarargs
  private void found(
      Phenomenon phenomenon,
      String element,
      String explanation,
      ClientOperation<SetAction>... operations) {
    found.putIfAbsent(
        new Cause(phenomenon, element),
        new Violation(phenomenon, element, explanation, List.of(operations)));
  }
}
