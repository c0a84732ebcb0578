package io.cooperage.drill.run;

import io.cooperage.drill.definition.Bound;
import io.cooperage.drill.definition.DrillDefinition;
import io.cooperage.drill.definition.DrillPlan;
import io.cooperage.drill.definition.Forecast;
import io.cooperage.drill.definition.Limit;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** A plan for people. */
final class PlanText {

  private final StringBuilder text = new StringBuilder();
  private final DrillPlan plan;

  private PlanText(DrillPlan plan) {
    this.plan = plan;
  }

  static String of(DrillPlan plan) {
    return new PlanText(plan).write();
  }

  private String write() {
    DrillDefinition definition = plan.definition();
    line("%s: %s", definition.drill(), definition.hypothesis());
    line("");
    line(
        "%-9s  %s",
        "",
        "load: %s operations a second (%d %% creates, %d %% deletes, %d %% reads of one cluster)"
            .formatted(
                definition.load().rate(),
                definition.load().creates(),
                definition.load().deletes(),
                definition.load().gets()));
    line(
        "%-9s  steady state: not %s",
        "-" + seconds(definition.leadIn()), all(definition.steadyState()));
    plan.forecasts().forEach(this::write);
    line("%-9s  the load ends", seconds(definition.length().minus(definition.leadIn())));
    line("");
    line("clients without a door of their own: %s", some(plan.victims()));
    line("the drill ends early at: %s", all(definition.guardrails()));
    for (Limit limit : definition.limits()) {
      line(
          "limit: %s%s%s%s",
          limit.figure().wire(),
          limit.clients().map(clients -> " of " + clients.wire()).orElse(""),
          limit.atMost().map(most -> " at most " + most).orElse(""),
          limit.atLeast().map(count -> " at least " + count).orElse(""));
    }
    return text.toString();
  }

  private void write(Forecast forecast) {
    line("%-9s  %s", seconds(forecast.at()), forecast.event());
    line(
        "%-9s    can commit: %s; in the minority: %s; nobody commits for %s to %s",
        "",
        some(forecast.primary()),
        some(forecast.minority()),
        seconds(forecast.stall().least()),
        seconds(forecast.stall().most()));
  }

  private static String all(List<Bound> bounds) {
    return some(bounds.stream().map(Bound::toString).toList());
  }

  private static String some(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
