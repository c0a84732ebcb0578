package io.cooperage.drill.run;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.report.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How many COMMITs a drill cut, by the tallies of what cut them. */
final class CutCommits {

  private CutCommits() {}

  /**
   * Of each side that was to be cut there must be some, or nothing is shown of it.
   *
   * @param atLeast how many there should be of both sides together
   */
  static List<Figure> figures(List<Loss> losses, Optional<Integer> atLeast) {
    Map<String, Long> sides = new TreeMap<>();
    for (Loss loss : losses) {
      if (loss.step().fault().kind() == FaultKind.COMMIT_CUT) {
        sides.merge(loss.step().fault().word("side"), loss.hits().orElse(0), Long::sum);
      }
    }
    List<Figure> figures = new ArrayList<>();
    sides.forEach(
        (side, count) ->
            figures.add(
                Figure.some("COMMITs cut %s they executed, to judge by".formatted(side), count)));
    if (!sides.isEmpty() || atLeast.isPresent()) {
      long all = sides.values().stream().mapToLong(Long::longValue).sum();
      figures.add(Figure.atLeast("COMMITs cut", all, atLeast));
    }
    return figures;
  }
}
