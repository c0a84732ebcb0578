package io.cooperage.drill.run;

import io.cooperage.drill.report.Figure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the jobs of a lost datacenter came to run elsewhere; times from the loss.
 *
 * @param jobs how many it had
 * @param moved how many came to belong to another datacenter within the watch
 * @param working how many had a task handed out elsewhere, or ended there, within the watch
 * @param firstMoved until the first belonged to another datacenter
 * @param allMoved until all did (empty: not within the watch)
 * @param firstTask until the first task of one of them was handed out elsewhere
 * @param allWorking until each had a task handed out elsewhere, or had ended
 */
record Takeover(
    int jobs,
    int moved,
    int working,
    Optional<Duration> firstMoved,
    Optional<Duration> allMoved,
    Optional<Duration> firstTask,
    Optional<Duration> allWorking) {

  private static final Duration WITHIN = Duration.ofSeconds(10);

  /** That it happened is a guarantee; how soon, a limit. */
  List<Figure> figures() {
    return List.of(
        Figure.some("jobs that the lost datacenter had", jobs),
        Figure.all("of these, came to belong to another", moved, jobs),
        Figure.all("of these, worked elsewhere", working, jobs),
        within("until all belonged to another", allMoved),
        within("until the first worked elsewhere", firstTask),
        within("until all worked elsewhere", allWorking));
  }

  private static Figure within(String name, Optional<Duration> value) {
    return value
        .map(duration -> Figure.atMost(name, duration, WITHIN))
        .orElseGet(() -> Figure.measured(name, "never", "≤ " + Figure.seconds(WITHIN), false));
  }
}
