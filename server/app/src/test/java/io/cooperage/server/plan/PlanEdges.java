package io.cooperage.server.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The edges between the tasks of a plan, gates dissolved, as text: {@code "START s1@1 > START
 * s3@2"}.
 */
final class PlanEdges {
  private PlanEdges() {}

  static Set<String> of(Plan plan) {
    Map<Integer, Step> byNumber = new HashMap<>();
    plan.steps().forEach(step -> byNumber.put(step.number(), step));
    Set<String> edges = new TreeSet<>();
    for (Step step : plan.steps()) {
      if (step instanceof Step.Task task) {
        collect(name(task), task, byNumber, edges);
      }
    }
    return edges;
  }

  private static void collect(
      String from, Step step, Map<Integer, Step> byNumber, Set<String> edges) {
    for (int number : step.successors()) {
      Step next = byNumber.get(number);
      if (next instanceof Step.Task task) {
        edges.add(from + " > " + name(task));
      } else {
        collect(from, next, byNumber, edges);
      }
    }
  }

  static String name(Step.Task task) {
    return task.service().isEmpty()
        ? task.action() + "@" + task.node()
        : task.action() + " " + task.service() + "@" + task.node();
  }
}
