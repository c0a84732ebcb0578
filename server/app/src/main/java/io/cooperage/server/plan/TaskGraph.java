package io.cooperage.server.plan;

import io.cooperage.api.TaskAction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Steps under construction: joined first, numbered at the end. Not thread-safe. */
final class TaskGraph {
  private final List<Vertex> vertices = new ArrayList<>();

  /** A step that has no number yet. */
  static final class Vertex {
    private final Optional<TaskAction> action;
    private final int node;
    private final String service;
    private final Set<Vertex> successors = new LinkedHashSet<>();
    private int predecessors;
    private int stage;
    private int number;

    private Vertex(Optional<TaskAction> action, int node, String service) {
      this.action = action;
      this.node = node;
      this.service = service;
    }

    private boolean isGate() {
      return action.isEmpty();
    }
  }

  Vertex task(TaskAction action, int node, String service) {
    return add(new Vertex(Optional.of(action), node, service));
  }

  private Vertex add(Vertex vertex) {
    vertices.add(vertex);
    return vertex;
  }

  void join(Vertex before, Vertex after) {
    if (before.successors.add(after)) {
      after.predecessors++;
    }
  }

  /** Puts every one of {@code before} before every one of {@code after}. */
  void join(Collection<Vertex> before, Collection<Vertex> after) {
    long edges = (long) before.size() * after.size();
    if (edges <= (long) before.size() + after.size()) {
      before.forEach(first -> after.forEach(second -> join(first, second)));
      return;
    }
    Vertex gate = add(new Vertex(Optional.empty(), 0, ""));
    before.forEach(first -> join(first, gate));
    after.forEach(second -> join(gate, second));
  }

  /** The steps in the order of their stages, numbered from 1. */
  List<Step> steps() {
    assignStages();
    List<Vertex> ordered = new ArrayList<>(vertices);
    ordered.sort(
        Comparator.comparingInt((Vertex vertex) -> vertex.stage)
            .thenComparing(Vertex::isGate)
            .thenComparing(vertex -> vertex.action.map(Enum::ordinal).orElse(0))
            .thenComparing(vertex -> vertex.service)
            .thenComparingInt(vertex -> vertex.node));
    for (int i = 0; i < ordered.size(); i++) {
      ordered.get(i).number = i + 1;
    }
    return ordered.stream().map(TaskGraph::step).toList();
  }

  private void assignStages() {
    int[] waiting = new int[vertices.size()];
    Deque<Vertex> ready = new ArrayDeque<>();
    for (int i = 0; i < vertices.size(); i++) {
      Vertex vertex = vertices.get(i);
      vertex.number = i;
      vertex.stage = vertex.isGate() ? 0 : 1;
      waiting[i] = vertex.predecessors;
      if (waiting[i] == 0) {
        ready.add(vertex);
      }
    }
    while (!ready.isEmpty()) {
      Vertex vertex = ready.poll();
      for (Vertex next : vertex.successors) {
        next.stage = Math.max(next.stage, vertex.stage + (next.isGate() ? 0 : 1));
        if (--waiting[next.number] == 0) {
          ready.add(next);
        }
      }
    }
  }

  private static Step step(Vertex vertex) {
    List<Integer> successors =
        vertex.successors.stream().map(next -> next.number).sorted().toList();
    return vertex
        .action
        .<Step>map(
            action ->
                new Step.Task(
                    vertex.number,
                    vertex.stage,
                    action,
                    vertex.node,
                    vertex.service,
                    successors,
                    vertex.predecessors))
        .orElseGet(
            () -> new Step.Gate(vertex.number, vertex.stage, successors, vertex.predecessors));
  }
}
