package io.cooperage.drill.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The view changes of a group, put together from the logs of all its nodes: one that several of
 * them tell of is one. Not thread-safe.
 */
public final class GroupViews {

  private final Map<String, ViewLog> logs = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final List<Heard> heard = new ArrayList<>();

  private record Heard(long at, ViewLog.View view) {}

  /** Of a group that falls apart each part has a view of its own, all of them under one id. */
  private record Part(String id, Set<String> members) {
    static Part of(ViewLog.View view) {
      return new Part(view.id(), view.members());
    }
  }

  /**
   * What a node has logged since the last time, in whole lines; the first time, from its start on.
   *
   * @param at when that was seen; microseconds on the drill's clock
   */
  public void hear(String node, String lines, long at) {
    ViewLog log = logs.computeIfAbsent(node, any -> new ViewLog());
    for (ViewLog.View view : log.read(lines)) {
      heard.add(new Heard(at, view));
    }
    log.ids().forEach(id -> names.put(id, node));
  }

  /** Those in which somebody is missed, in the order in which they were seen. */
  public List<ViewChange> losses() {
    Map<Part, ViewChange> changes = new LinkedHashMap<>();
    for (Heard one : heard) {
      if (!one.view().lost().isEmpty()) {
        changes.merge(Part.of(one.view()), change(one), GroupViews::together);
      }
    }
    return List.copyOf(changes.values());
  }

  private ViewChange change(Heard one) {
    return new ViewChange(
        one.at(), one.view().primary(), named(one.view().members()), named(one.view().lost()));
  }

  private static ViewChange together(ViewChange one, ViewChange other) {
    Set<String> lost = new TreeSet<>(one.lost());
    lost.addAll(other.lost());
    return new ViewChange(Math.min(one.at(), other.at()), one.primary(), one.members(), lost);
  }

  /** A node that has not said its id keeps it. */
  private Set<String> named(Set<String> ids) {
    return ids.stream().map(id -> names.getOrDefault(id, id)).collect(Collectors.toSet());
  }
}
