package io.cooperage.drill.check;

import io.cooperage.drill.check.Transaction.Append;
import io.cooperage.drill.check.Transaction.Read;
import io.cooperage.drill.check.Transaction.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Lists to which transactions append. */
final class ListStore extends SimulatedStore<Transaction> {

  /** An element and who appended it; empty = nobody. */
  record Entry(long element, Optional<Request<Transaction>> writer) {

    /** Whether it is all that its transaction appended to the list. */
    boolean alone(String list) {
      return writer.filter(w -> w.wish.appendsTo(list).size() == 1).isPresent();
    }
  }

  private final Optional<ListBug> bug;
  private final List<String> lists;
  private final Map<String, List<Entry>> state = new HashMap<>();
  private final Map<String, Integer> shown = new HashMap<>();
  private final IdentityHashMap<Request<Transaction>, Transaction> prepared =
      new IdentityHashMap<>();
  private long elements;

  ListStore(Random random, Optional<ListBug> bug, int lists) {
    super(random, bug.isPresent());
    this.bug = bug;
    this.lists = new ArrayList<>();
    for (int i = 0; i < lists; i++) {
      this.lists.add("l" + i);
    }
  }

  @Override
  Transaction next() {
    List<Step> steps = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      String list = any(lists);
      return new Transaction(List.of(read(list), append(list)));
    }
    int length = 1 + random.nextInt(3);
    for (int i = 0; i < length; i++) {
      steps.add(random.nextBoolean() ? read(any(lists)) : append(any(lists)));
    }
    return new Transaction(steps);
  }

  @Override
  List<Transaction> finalReads() {
    return List.of(new Transaction(lists.stream().<Step>map(this::read).toList()));
  }

  @Override
  Optional<Transaction> apply(Request<Transaction> request, List<Request<Transaction>> underWay) {
    Transaction ready = prepared.remove(request);
    if (ready != null) {
      return Optional.of(ready);
    }
    if (mayShow(request)) {
      Optional<ListBug.Answer> wrong = bug.orElseThrow().apply(this, request, underWay);
      if (wrong.isPresent()) {
        show();
        return wrong.get().transaction();
      }
    }
    return random.nextInt(20) == 0 && !request.wish.appends().isEmpty()
        ? Optional.empty()
        : Optional.of(run(request));
  }

  /** Does all steps, in order. */
  Transaction run(Request<Transaction> request) {
    return new Transaction(request.wish.steps().stream().map(step -> run(request, step)).toList());
  }

  /** Does the reads, or the appends, only; the other steps stay as they are. */
  Transaction run(Request<Transaction> request, Transaction part, Class<? extends Step> only) {
    return new Transaction(
        part.steps().stream()
            .map(step -> only.isInstance(step) ? run(request, step) : step)
            .toList());
  }

  private Step run(Request<Transaction> request, Step step) {
    List<Entry> entries = entries(step.list());
    if (step instanceof Append append) {
      entries.add(new Entry(append.element(), Optional.of(request)));
      return append;
    }
    return show(step.list(), entries);
  }

  /** A read that shows these entries. */
  Read show(String list, List<Entry> entries) {
    shown.merge(list, entries.size(), Math::max);
    return new Read(list, Optional.of(entries.stream().map(Entry::element).toList()));
  }

  /** Keeps an answer for a request that has taken effect already. */
  void prepare(Request<Transaction> request, Transaction answer) {
    prepared.put(request, answer);
  }

  List<Entry> entries(String list) {
    return state.computeIfAbsent(list, key -> new ArrayList<>());
  }

  Optional<Entry> last(String list) {
    List<Entry> entries = entries(list);
    return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
  }

  /** Whether nobody has read the last element. */
  boolean lastIsUnseen(String list) {
    return shown.getOrDefault(list, 0) < entries(list).size();
  }

  private Read read(String list) {
    return new Read(list, Optional.empty());
  }

  private Append append(String list) {
    return new Append(list, ++elements);
  }
}
