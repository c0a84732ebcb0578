package io.cooperage.drill.bench;

import io.cooperage.bench.Figure;
import io.cooperage.drill.lab.Lab;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code cooperage bench memory}. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = "What all processes of the lab that stands use, shared pages counted once.")
final class Footprint extends BenchRun {

  @Override
  List<Figure> measure(Lab lab) {
    return List.of(Memory.ofLab(lab.index(), lab.directory()).figure());
  }
}
