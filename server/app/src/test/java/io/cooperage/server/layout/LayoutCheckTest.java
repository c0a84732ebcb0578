package io.cooperage.server.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.NodeLayout;
import io.cooperage.server.layout.LayoutProblem.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayoutCheckTest {
  private static final LayoutProblem RULES =
      Problems.machines(0)
          .services("agent", "store", "web", "cache")
          .hardware("small", "large")
          .rule("store", Set.of("large"), Set.of(), Quantity.of(1, 1))
          .rule("web", Quantity.atLeast(2))
          .must("web", "cache")
          .cant("store", "web")
          .size(Quantity.atMost(4))
          .build();

  private static final NodeLayout STORE = layout(1, "large", "agent", "store");
  private static final NodeLayout WEB = layout(2, "small", "agent", "web", "cache");

  private static NodeLayout layout(int count, String hardware, String... services) {
    return new NodeLayout(count, Set.of(services), hardware, "debian");
  }

  private static List<String> broken(NodeLayout... layouts) {
    return LayoutCheck.violations(RULES, List.of(layouts))
        .map(Unsatisfiable::errors)
        .orElse(List.of());
  }

  @Test
  void aLayoutThatKeepsAllRulesIsAllowed() {
    assertThat(broken(STORE, WEB)).isEmpty();
  }

  @Test
  void everyBrokenRuleIsNamed() {
    assertThat(broken(layout(1, "small", "agent", "store"), WEB))
        .singleElement()
        .asString()
        .contains("\"store\" needs a hardware type");
    assertThat(broken(STORE, layout(1, "small", "agent", "web", "cache")))
        .singleElement()
        .asString()
        .contains("\"web\" runs on at least 2 machines");
    assertThat(broken(STORE, layout(2, "small", "agent", "web")))
        .anyMatch(error -> error.contains("mustcoexist"))
        .anyMatch(error -> error.contains("\"cache\" runs on at least 1 machine"));
    assertThat(broken(layout(1, "large", "agent", "store", "web", "cache"), WEB))
        .singleElement()
        .asString()
        .contains("cantcoexist");
    assertThat(broken(layout(2, "large", "agent", "store"), WEB))
        .singleElement()
        .asString()
        .contains("at most 1 machine");
    assertThat(broken(STORE, layout(2, "small", "web", "cache")))
        .singleElement()
        .asString()
        .contains("\"agent\" goes on every machine");
    assertThat(broken(STORE, layout(4, "small", "agent", "web", "cache")))
        .anyMatch(error -> error.contains("at most 4 machines"));
    assertThat(broken(STORE, layout(2, "huge", "agent", "web", "cache")))
        .singleElement()
        .asString()
        .contains("hardware types for this cluster");
  }

  @Test
  void whatTheSolverFindsIsAllowed() {
    Random random = new Random(7);
    int found = 0;
    for (int i = 0; i < 300; i++) {
      LayoutProblem problem = RandomProblems.problem(random);
      if (problem.existing().isEmpty()
          && new ExactSolver().solve(problem) instanceof LayoutSolution solution) {
        found++;
        assertThat(LayoutCheck.violations(problem, solution.layouts())).isEmpty();
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void theFirstTypeThatSuitsAllServicesIsTaken() {
    assertThat(LayoutCheck.hardwareFor(RULES, Set.of("web"))).contains("large");
    assertThat(LayoutCheck.hardwareFor(RULES, Set.of("store"))).contains("large");
    assertThat(LayoutCheck.imageFor(RULES, Set.of("store"))).contains("debian");
    LayoutProblem torn =
        Problems.machines(0)
            .services("a", "b")
            .hardware("small", "large")
            .rule("a", Set.of("small"), Set.of(), Quantity.ANY)
            .rule("b", Set.of("large"), Set.of(), Quantity.ANY)
            .build();
    assertThat(LayoutCheck.hardwareFor(torn, Set.of("a", "b"))).isEqualTo(Optional.empty());
  }
}
