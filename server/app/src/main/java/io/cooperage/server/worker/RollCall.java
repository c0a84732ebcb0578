package io.cooperage.server.worker;

import io.cooperage.api.WorkerRegistration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to change on the roll of a datacenter so that it says who lives there. A name is drained
 * as long as one of its rows is draining: sessions come and go, but such a row goes only when a
 * session that lives has one too. Pure.
 *
 * @param missing who lives and has no row; a part of them if they are many, as of the others
 * @param gone active rows of sessions that are gone
 * @param relieved draining rows of sessions that are gone, whose names others keep drained
 * @param drained drained names with sessions that are not draining
 */
record RollCall(
    Map<String, WorkerRegistration> missing,
    Set<String> gone,
    Set<String> relieved,
    Set<String> drained) {
  private static final int AT_ONCE = 200;

  /**
   * A row of the roll.
   *
   * @param fresh it may be of a session that is only about to begin
   */
  record Entry(String id, boolean draining, boolean fresh) {
    private String name() {
      return SessionId.nameOf(id);
    }
  }

  static RollCall of(Collection<Entry> entries, Map<String, WorkerRegistration> alive) {
    Predicate<Entry> lives = entry -> alive.containsKey(entry.id());
    Set<String> ids = entries.stream().map(Entry::id).collect(Collectors.toSet());
    Set<String> draining = names(entries.stream().filter(Entry::draining));
    Set<String> kept = names(entries.stream().filter(Entry::draining).filter(lives));
    Map<String, WorkerRegistration> missing = new HashMap<>();
    alive.entrySet().stream()
        .filter(one -> !ids.contains(one.getKey()))
        .limit(AT_ONCE)
        .forEach(one -> missing.put(one.getKey(), one.getValue()));
    Set<String> drained = names(entries.stream().filter(lives).filter(entry -> !entry.draining()));
    missing.keySet().forEach(id -> drained.add(SessionId.nameOf(id)));
    drained.retainAll(draining);
    return new RollCall(
        missing,
        some(entries.stream().filter(lives.negate()).filter(entry -> !entry.draining())),
        some(
            entries.stream()
                .filter(lives.negate())
                .filter(entry -> entry.draining() && !entry.fresh())
                .filter(entry -> kept.contains(entry.name()))),
        drained);
  }

  private static Set<String> names(Stream<Entry> entries) {
    return entries.map(Entry::name).collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<String> some(Stream<Entry> entries) {
    return entries.limit(AT_ONCE).map(Entry::id).collect(Collectors.toSet());
  }

  boolean isEmpty() {
    return missing.isEmpty() && gone.isEmpty() && relieved.isEmpty() && drained.isEmpty();
  }
}
