package io.cooperage.drill.check;

import io.cooperage.drill.check.ListStore.Entry;
import io.cooperage.drill.check.Transaction.Append;
import io.cooperage.drill.check.Transaction.Read;
import io.cooperage.drill.check.Transaction.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a store of lists can do wrong, one for each class of anomaly. */
enum ListBug {
  /** Acknowledges an append that it does not do. */
  LOST_WRITE(
      (store, request, underWay) -> onlyAppend(request).map(append -> Answer.of(request.wish))),

  /** Overwrites the last element with that of another who had not seen it either. */
  LOST_UPDATE(
      (store, request, underWay) ->
          readModifyWrite(request)
              .filter(store::lastIsUnseen)
              .filter(
                  list ->
                      store
                          .last(list)
                          .flatMap(Entry::writer)
                          .filter(Request::answered)
                          .flatMap(ListBug::readModifyWrite)
                          .equals(Optional.of(list)))
              .map(
                  list -> {
                    store.entries(list).remove(store.entries(list).size() - 1);
                    return Answer.of(store.run(request));
                  })),

  /** Appends twice. */
  DUPLICATE_ELEMENTS(
      (store, request, underWay) ->
          onlyAppend(request)
              .map(
                  append -> {
                    store.run(request);
                    return Answer.of(store.run(request));
                  })),

  /** Appends what it says it refused. */
  G1A(
      (store, request, underWay) ->
          onlyAppend(request)
              .map(
                  append -> {
                    store.run(request);
                    return new Answer(Optional.empty());
                  })),

  /** Shows the first of two appends of a transaction. */
  G1B(
      (store, request, underWay) ->
          onlyRead(request)
              .filter(list -> store.entries(list).size() > 1)
              .filter(
                  list -> {
                    Optional<Request<Transaction>> last = store.last(list).flatMap(Entry::writer);
                    return last.isPresent()
                        && last.equals(
                            store.entries(list).get(store.entries(list).size() - 2).writer());
                  })
              .map(list -> missesLast(store, list))),

  /** Puts a transaction after another in one list, before it in the other. */
  G0(
      (store, request, underWay) -> {
        List<String> lists = lists(request, Append.class).stream().sorted().toList();
        if (request.wish.steps().size() != 2 || lists.size() != 2) {
          return Optional.empty();
        }
        String one = lists.get(0);
        String other = lists.get(1);
        Optional<Request<Transaction>> writer = store.last(one).flatMap(Entry::writer);
        if (writer.isEmpty()
            || !writer.equals(store.last(other).flatMap(Entry::writer))
            || !store.last(other).orElseThrow().alone(other)
            || !store.lastIsUnseen(other)) {
          return Optional.empty();
        }
        Transaction done = store.run(request);
        int size = store.entries(other).size();
        Collections.swap(store.entries(other), size - 2, size - 1);
        return Optional.of(Answer.of(done));
      }),

  /** Shows two transactions each other's appends. */
  G1C((store, request, underWay) -> together(store, request, underWay, Append.class, Read.class)),

  /** Hides two transactions' appends from each other: allowed. */
  G2_ITEM(
      (store, request, underWay) -> together(store, request, underWay, Read.class, Append.class)),

  /** Shows a transaction's append to one list, and not that to the other. */
  G_SINGLE(
      (store, request, underWay) -> {
        List<String> lists = lists(request, Read.class).stream().sorted().toList();
        if (request.wish.steps().size() != 2 || lists.size() != 2) {
          return Optional.empty();
        }
        Optional<Entry> hidden = store.last(lists.get(0));
        if (hidden.isEmpty()
            || !hidden.get().alone(lists.get(0))
            || !hidden.get().writer().equals(store.last(lists.get(1)).flatMap(Entry::writer))) {
          return Optional.empty();
        }
        return Optional.of(
            Answer.of(
                new Transaction(
                    List.of(
                        withoutLast(store, lists.get(0)),
                        store.show(lists.get(1), store.entries(lists.get(1)))))));
      }),

  /** Does not show what was acknowledged before. */
  G_SINGLE_REALTIME(
      (store, request, underWay) ->
          onlyRead(request)
              .filter(list -> store.last(list).filter(entry -> entry.alone(list)).isPresent())
              .filter(
                  list ->
                      store
                          .last(list)
                          .flatMap(Entry::writer)
                          .filter(w -> w.precedes(request))
                          .isPresent())
              .map(list -> missesLast(store, list))),

  /** Shows the last two elements in another order. */
  INCOMPATIBLE_ORDER(
      (store, request, underWay) ->
          onlyRead(request)
              .filter(list -> store.entries(list).size() > 1)
              .filter(list -> store.entries(list).stream().allMatch(entry -> entry.alone(list)))
              .map(
                  list -> {
                    List<Entry> swapped = new ArrayList<>(store.entries(list));
                    Collections.swap(swapped, swapped.size() - 2, swapped.size() - 1);
                    return Answer.of(new Transaction(List.of(store.show(list, swapped))));
                  })),

  /** Has an element of nobody. */
  GARBAGE_READ(
      (store, request, underWay) ->
          onlyRead(request)
              .map(
                  list -> {
                    store.entries(list).add(new Entry(-7, Optional.empty()));
                    return Answer.of(store.run(request));
                  })),

  /** Does not show a transaction its own append. */
  INTERNAL(
      (store, request, underWay) -> {
        List<Step> steps = request.wish.steps();
        if (steps.size() != 2
            || !(steps.get(0) instanceof Append append)
            || !(steps.get(1) instanceof Read read)
            || !append.list().equals(read.list())) {
          return Optional.empty();
        }
        Read before = store.show(read.list(), store.entries(read.list()));
        store.run(request);
        return Optional.of(Answer.of(new Transaction(List.of(append, before))));
      });

  /** What a client is told; empty = refused. */
  record Answer(Optional<Transaction> transaction) {
    static Answer of(Transaction transaction) {
      return new Answer(Optional.of(transaction));
    }
  }

  /** The wrong thing, if the store can do it in a way that its clients must notice. */
  private interface Injection {
    Optional<Answer> apply(
        ListStore store, Request<Transaction> request, List<Request<Transaction>> underWay);
  }

  @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
  private final Injection injection;

  ListBug(Injection injection) {
    this.injection = injection;
  }

  /** The class of what it does, and the only one. */
  Phenomenon phenomenon() {
    return Phenomenon.valueOf(name());
  }

  /** What the client is told, if the bug can show now. */
  Optional<Answer> apply(
      ListStore store, Request<Transaction> request, List<Request<Transaction>> underWay) {
    return injection.apply(store, request, underWay);
  }

  private static Optional<Append> onlyAppend(Request<Transaction> request) {
    return request.wish.steps().size() == 1
        ? request.wish.appends().stream().findFirst()
        : Optional.empty();
  }

  private static Optional<String> onlyRead(Request<Transaction> request) {
    return request.wish.steps().size() == 1 && request.wish.appends().isEmpty()
        ? Optional.of(request.wish.steps().get(0).list())
        : Optional.empty();
  }

  /** The list, if it is read and appended to, and nothing else. */
  private static Optional<String> readModifyWrite(Request<Transaction> request) {
    List<Step> steps = request.wish.steps();
    return steps.size() == 2
            && steps.get(0) instanceof Read read
            && steps.get(1) instanceof Append append
            && read.list().equals(append.list())
        ? Optional.of(read.list())
        : Optional.empty();
  }

  private static Read withoutLast(ListStore store, String list) {
    return store.show(list, store.entries(list).subList(0, store.entries(list).size() - 1));
  }

  private static Answer missesLast(ListStore store, String list) {
    return Answer.of(new Transaction(List.of(withoutLast(store, list))));
  }

  /** Two transactions that read what the other appends to take effect at once, part by part. */
  private static Optional<Answer> together(
      ListStore store,
      Request<Transaction> request,
      List<Request<Transaction>> underWay,
      Class<? extends Step> first,
      Class<? extends Step> second) {
    return underWay.stream()
        .filter(Request::answered)
        .filter(other -> !other.handled() && cross(request, other) && cross(other, request))
        .findFirst()
        .map(
            other -> {
              Transaction one = store.run(request, request.wish, first);
              Transaction two = store.run(other, other.wish, first);
              store.prepare(other, store.run(other, two, second));
              return Answer.of(store.run(request, one, second));
            });
  }

  /** Whether one reads what the other appends to, and they share no other list. */
  private static boolean cross(Request<Transaction> reader, Request<Transaction> writer) {
    Set<String> appended = lists(writer, Append.class);
    return !Collections.disjoint(lists(reader, Read.class), appended)
        && Collections.disjoint(lists(writer, Read.class), appended)
        && Collections.disjoint(lists(reader, Append.class), appended);
  }

  private static Set<String> lists(Request<Transaction> request, Class<? extends Step> kind) {
    return request.wish.steps().stream()
        .filter(kind::isInstance)
        .map(Step::list)
        .collect(Collectors.toSet());
  }
}
