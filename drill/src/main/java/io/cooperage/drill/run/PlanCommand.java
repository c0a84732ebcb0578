package io.cooperage.drill.run;

import io.cooperage.drill.definition.DrillDefinition;
import io.cooperage.drill.definition.DrillPlan;
import io.cooperage.drill.lab.Lab;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cooperage drill plan DRILL}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Prints what a drill would do and what is expected of it, and breaks nothing: the faults on"
            + " their timeline, who has the quorum then, and for how long writes stall.",
    footer = "Exit codes: 0 = it could be run, 1 = it would not be survived, 2 = it is not valid.")
final class PlanCommand implements Callable<Integer> {

  private static final int NOT_SURVIVED = 1;

  @Mixin private Choice drill;
  @Mixin private LabChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    return choice.with(spec.commandLine(), this::print);
  }

  private int print(Lab lab) {
    DrillDefinition definition = drill.definition();
    DrillPlan plan = DrillPlan.of(definition, new LabDrillSite(lab).topology());
    PrintWriter out = spec.commandLine().getOut();
    out.print(PlanText.of(plan));
    Optional<String> refusal = plan.refusal();
    refusal.ifPresent(why -> out.println("\nThis drill is refused. " + why));
    out.flush();
    return refusal.isPresent() ? NOT_SURVIVED : 0;
  }
}
