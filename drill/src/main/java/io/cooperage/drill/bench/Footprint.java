package io.cooperage.drill.bench;

import io.cooperage.drill.lab.Lab;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code cooperage bench memory}. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = "What all processes of the lab that stands use, shared pages counted once.")
final class Footprint extends BenchRun {

  @Override
  Bench measure(Lab lab) {
    Memory memory = memory(lab);
    return Bench.of(
        "memory", commandLine(), Instant.now(), List.of(memory.figure()), Map.of("memory", memory));
  }
}
