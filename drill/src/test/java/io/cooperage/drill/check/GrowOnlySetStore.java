package io.cooperage.drill.check;

import io.cooperage.drill.check.SetAction.Add;
import io.cooperage.drill.check.SetAction.ReadAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A set that only grows. */
final class GrowOnlySetStore extends SimulatedStore<SetAction> {

  /** Bugs are the classes of what their clients see. */
  private final Optional<Phenomenon> bug;

  private final List<String> elements = new ArrayList<>();
  private final List<Request<SetAction>> adds = new ArrayList<>();
  private int names;

  GrowOnlySetStore(Random random, Optional<Phenomenon> bug) {
    super(random, bug.isPresent());
    this.bug = bug;
  }

  @Override
  SetAction next() {
    return random.nextInt(4) == 0 ? new ReadAll(List.of()) : new Add("e" + ++names);
  }

  @Override
  List<SetAction> finalReads() {
    return List.of(new ReadAll(List.of()));
  }

  @Override
  Optional<SetAction> apply(Request<SetAction> request, List<Request<SetAction>> underWay) {
    if (request.wish instanceof Add add) {
      return add(request, add);
    }
    List<String> seen = new ArrayList<>(elements);
    if (mayShow(Phenomenon.STALE_READ, request)) {
      adds.stream()
          .filter(add -> add.precedes(request))
          .findFirst()
          .filter(add -> show())
          .ifPresent(add -> seen.remove(((Add) add.wish).element()));
    }
    return Optional.of(new ReadAll(seen));
  }

  private Optional<SetAction> add(Request<SetAction> request, Add add) {
    if (random.nextInt(10) == 0) {
      return Optional.empty();
    }
    boolean lost = mayShow(Phenomenon.LOST_WRITE, request) && show();
    if (!lost) {
      elements.add(add.element());
      adds.add(request);
    }
    if (mayShow(Phenomenon.DUPLICATE_ELEMENTS, request) && show()) {
      elements.add(0, add.element());
    }
    if (mayShow(Phenomenon.GARBAGE_READ, request) && show()) {
      elements.add("nobody's");
    }
    boolean refused = mayShow(Phenomenon.G1A, request) && show();
    return refused ? Optional.empty() : Optional.of(add);
  }

  private boolean mayShow(Phenomenon which, Request<SetAction> request) {
    return bug.equals(Optional.of(which)) && mayShow(request);
  }
}
