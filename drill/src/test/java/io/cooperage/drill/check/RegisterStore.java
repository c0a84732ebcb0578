package io.cooperage.drill.check;

import io.cooperage.drill.check.RegisterAction.CompareAndSet;
import io.cooperage.drill.check.RegisterAction.Read;
import io.cooperage.drill.check.RegisterAction.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Registers of which every value is written once. */
final class RegisterStore extends SimulatedStore<RegisterAction> {

  enum Bug {
    STALE_READ,
    LOST_UPDATE,
    LOST_WRITE
  }

  /** A value, and who wrote it; nobody wrote the first. */
  private record Version(Optional<Long> value, Optional<Request<RegisterAction>> writer) {}

  private final Optional<Bug> bug;
  private final List<String> objects;
  private final Map<String, List<Version>> versions = new HashMap<>();
  private long values;

  RegisterStore(Random random, Optional<Bug> bug, int objects) {
    super(random, bug.isPresent());
    this.bug = bug;
    this.objects = new ArrayList<>();
    for (int i = 0; i < objects; i++) {
      this.objects.add("r" + i);
    }
  }

  /** No blind writes while a bug is to be seen: they would hide it. */
  @Override
  RegisterAction next() {
    String object = any(objects);
    int dice = random.nextInt(10);
    if (dice < 5) {
      return new Read(object, Optional.empty());
    }
    if (dice == 5 && bug.isEmpty()) {
      return new Write(object, ++values);
    }
    List<Version> known = versions(object);
    int age = Math.min(random.nextInt(3), known.size() - 1);
    return new CompareAndSet(object, known.get(known.size() - 1 - age).value(), ++values);
  }

  @Override
  List<RegisterAction> finalReads() {
    return objects.stream()
        .<RegisterAction>map(object -> new Read(object, Optional.empty()))
        .toList();
  }

  @Override
  Optional<RegisterAction> apply(
      Request<RegisterAction> request, List<Request<RegisterAction>> underWay) {
    List<Version> known = versions(request.wish.object());
    Optional<Long> state = known.get(known.size() - 1).value();
    if (request.wish instanceof Read read) {
      return Optional.of(new Read(read.object(), stale(request, known).orElse(state)));
    }
    if (!request.wish.possible(state) && !losesUpdate(request, known)) {
      return Optional.empty();
    }
    if (!losesWrite(request)) {
      known.add(new Version(request.wish.after(state), Optional.of(request)));
    }
    return Optional.of(request.wish);
  }

  private Optional<Optional<Long>> stale(Request<RegisterAction> read, List<Version> known) {
    if (mayShow(Bug.STALE_READ, read)) {
      for (int i = 0; i + 1 < known.size(); i++) {
        Version old = known.get(i);
        Request<RegisterAction> replacing = known.get(i + 1).writer().orElseThrow();
        if (old.writer().map(w -> w.precedes(replacing)).orElse(true) && replacing.precedes(read)) {
          show();
          return Optional.of(old.value());
        }
      }
    }
    return Optional.empty();
  }

  /** Accepts what another acknowledged one has replaced before. */
  private boolean losesUpdate(Request<RegisterAction> request, List<Version> known) {
    return mayShow(Bug.LOST_UPDATE, request)
        && known.stream()
            .flatMap(version -> version.writer().stream())
            .filter(Request::answered)
            .anyMatch(writer -> expected(writer).equals(expected(request)))
        && show();
  }

  private static Optional<Long> expected(Request<RegisterAction> request) {
    return ((CompareAndSet) request.wish).expected();
  }

  private boolean losesWrite(Request<RegisterAction> request) {
    return mayShow(Bug.LOST_WRITE, request) && show();
  }

  private boolean mayShow(Bug which, Request<RegisterAction> request) {
    return bug.equals(Optional.of(which)) && mayShow(request);
  }

  private List<Version> versions(String object) {
    return versions.computeIfAbsent(
        object, key -> new ArrayList<>(List.of(new Version(Optional.empty(), Optional.empty()))));
  }
}
