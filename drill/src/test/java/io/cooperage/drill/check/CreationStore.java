package io.cooperage.drill.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Gives names to whoever comes first. */
final class CreationStore extends SimulatedStore<Creation> {

  private final Optional<Phenomenon> bug;
  private final Map<String, Request<Creation>> owners = new HashMap<>();
  private final List<String> acknowledged = new ArrayList<>();
  private int ids;

  CreationStore(Random random, Optional<Phenomenon> bug) {
    super(random, bug.isPresent());
    this.bug = bug;
  }

  @Override
  Creation next() {
    return new Creation("n" + random.nextInt(20), Optional.empty());
  }

  @Override
  List<Creation> finalReads() {
    return List.of();
  }

  @Override
  Optional<Creation> apply(Request<Creation> request, List<Request<Creation>> underWay) {
    Request<Creation> owner = owners.putIfAbsent(request.wish.name(), request);
    if (owner != null && !(owner.answered() && mayShow(Phenomenon.DOUBLED_NAME, request))) {
      return Optional.empty();
    }
    boolean doubled = owner != null && show();
    String id = "id" + ++ids;
    if (!doubled
        && !acknowledged.isEmpty()
        && mayShow(Phenomenon.DUPLICATE_ID, request)
        && show()) {
      id = any(acknowledged);
    }
    if (request.answered()) {
      acknowledged.add(id);
    }
    return Optional.of(new Creation(request.wish.name(), Optional.of(id)));
  }

  private boolean mayShow(Phenomenon which, Request<Creation> request) {
    return bug.equals(Optional.of(which)) && mayShow(request);
  }
}
