package io.cooperage.drill.run;

import io.cooperage.drill.report.Figure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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

  /** Of several datacenters that were lost at once; empty if none was. */
  static Optional<Takeover> all(List<Takeover> losses) {
    return losses.stream().reduce(Takeover::and);
  }

  private Takeover and(Takeover other) {
    return new Takeover(
        jobs + other.jobs,
        moved + other.moved,
        working + other.working,
        earlier(firstMoved, other.firstMoved),
        later(this, other, Takeover::allMoved),
        earlier(firstTask, other.firstTask),
        later(this, other, Takeover::allWorking));
  }

  private static Optional<Duration> earlier(Optional<Duration> one, Optional<Duration> other) {
    return Stream.of(one, other).flatMap(Optional::stream).min(Duration::compareTo);
  }

  /** A datacenter without jobs never has all of them moved, and keeps nobody waiting. */
  private static Optional<Duration> later(
      Takeover one, Takeover other, Function<Takeover, Optional<Duration>> time) {
    List<Takeover> had = Stream.of(one, other).filter(loss -> loss.jobs > 0).toList();
    List<Duration> times = had.stream().map(time).flatMap(Optional::stream).toList();
    return times.size() < had.size() ? Optional.empty() : times.stream().max(Duration::compareTo);
  }

  /**
   * That it happened is a guarantee; how soon, a figure, with a limit if there is one.
   *
   * @param limit of all times
   */
  List<Figure> figures(Optional<Duration> limit) {
    return List.of(
        Figure.some("jobs that the lost datacenter had", jobs),
        Figure.all("of these, came to belong to another", moved, jobs),
        Figure.all("of these, worked elsewhere", working, jobs),
        within("until all belonged to another", allMoved, limit),
        within("until the first worked elsewhere", firstTask, limit),
        within("until all worked elsewhere", allWorking, limit));
  }

  private static Figure within(String name, Optional<Duration> value, Optional<Duration> limit) {
    if (value.isPresent()) {
      return Figure.within(name, value.get(), limit);
    }
    return limit
        .map(most -> Figure.measured(name, "never", "≤ " + Figure.seconds(most), false))
        .orElseGet(() -> Figure.fact(name, "never"));
  }
}
