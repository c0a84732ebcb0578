package io.cooperage.server.plan;

import io.cooperage.api.TaskAction;
import java.util.List;

/**
 * A vertex of a plan. Numbers begin at 1 and grow along every edge. A step is ready when all its
 * {@code predecessors} (their number) are complete; {@code stage} is the length of the longest way
 * to it, for people.
 */
public sealed interface Step permits Step.Task, Step.Gate {
  int number();

  int stage();

  /** Numbers of the steps that wait for this one, ascending. */
  List<Integer> successors();

  int predecessors();

  /** Work on a node. {@code service} is empty for the actions of a node. */
  record Task(
      int number,
      int stage,
      TaskAction action,
      int node,
      String service,
      List<Integer> successors,
      int predecessors)
      implements Step {
    public Task {
      successors = List.copyOf(successors);
    }
  }

  /**
   * No work: complete as soon as it is ready. Stands where every one of many steps precedes every
   * one of many others, so that the edges are their sum and not their product.
   */
  record Gate(int number, int stage, List<Integer> successors, int predecessors) implements Step {
    public Gate {
      successors = List.copyOf(successors);
    }
  }
}
