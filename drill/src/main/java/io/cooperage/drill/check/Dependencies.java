package io.cooperage.drill.check;

import io.cooperage.drill.check.Dependency.Kind;
import io.cooperage.drill.check.Transaction.Read;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jgrapht.Graph;
import org.jgrapht.graph.DirectedMultigraph;

/**
 * The direct serialization graph of a history (Adya), with edges for real time. Vertices are places
 * in the history. Real time is there in a reduced form: whoever was acknowledged before another
 * began reaches it over a path.
 */
final class Dependencies {

  private final List<ClientOperation<Transaction>> history;
  private final Graph<Integer, Dependency> graph = new DirectedMultigraph<>(Dependency.class);

  private Dependencies(List<ClientOperation<Transaction>> history) {
    this.history = history;
  }

  /** Of what is acknowledged, and of what was seen of the rest. */
  static Graph<Integer, Dependency> of(
      List<ClientOperation<Transaction>> history,
      ListWriters writers,
      Map<String, List<Long>> orders) {
    Dependencies dependencies = new Dependencies(history);
    dependencies.addRealTime();
    orders.forEach((list, order) -> dependencies.addWrites(list, order, writers));
    dependencies.addReads(writers, orders);
    return dependencies.graph;
  }

  private void addWrites(String list, List<Long> order, ListWriters writers) {
    OptionalInt previous = OptionalInt.empty();
    for (long element : order) {
      OptionalInt writer = writers.of(list, element);
      if (previous.isPresent() && writer.isPresent()) {
        add(Kind.WW, previous.getAsInt(), writer.getAsInt(), list, element);
      }
      previous = writer.isPresent() ? writer : previous;
    }
  }

  private void addReads(ListWriters writers, Map<String, List<Long>> orders) {
    for (int i = 0; i < history.size(); i++) {
      int reader = i;
      for (Read read :
          history.get(i).ok() ? history.get(i).action().externalReads() : List.<Read>of()) {
        List<Long> order = orders.getOrDefault(read.list(), List.of());
        int length = read.seen().orElseThrow().size();
        if (length > 0 && length <= order.size()) {
          long last = order.get(length - 1);
          writers
              .of(read.list(), last)
              .ifPresent(writer -> add(Kind.WR, writer, reader, read.list(), last));
        }
        if (length < order.size()) {
          long next = order.get(length);
          writers
              .of(read.list(), next)
              .ifPresent(writer -> add(Kind.RW, reader, writer, read.list(), next));
        }
      }
    }
  }

  /**
   * Goes through time and keeps those acknowledged ones that no later acknowledged one stands for.
   */
  private void addRealTime() {
    record Event(long time, boolean answer, int operation) {}

    List<Event> events = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      events.add(new Event(history.get(i).invoked(), false, i));
      if (history.get(i).ok()) {
        events.add(new Event(history.get(i).completed(), true, i));
      }
    }
    events.sort(Comparator.comparingLong(Event::time).thenComparing(Event::answer));
    Set<Integer> last = new HashSet<>();
    Map<Integer, Set<Integer>> before = new HashMap<>();
    for (Event event : events) {
      if (event.answer()) {
        last.removeAll(before.remove(event.operation()));
        last.add(event.operation());
      } else {
        before.put(event.operation(), Set.copyOf(last));
        last.forEach(earlier -> addEdge(Dependency.realTime(earlier, event.operation())));
      }
    }
  }

  private void add(Kind kind, int from, int to, String list, long element) {
    if (from != to) {
      addEdge(new Dependency(kind, from, to, list, element));
    }
  }

  private void addEdge(Dependency dependency) {
    graph.addVertex(dependency.from());
    graph.addVertex(dependency.to());
    graph.addEdge(dependency.from(), dependency.to(), dependency);
  }
}
