package io.cooperage.drill.fault.command;

import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSite;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Injection;
import io.cooperage.drill.fault.Times;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code FAULT [DC…] [--with NAME=VALUE]… [--for TIME]}: a fault by hand. */
public final class FaultArguments {

  @Parameters(index = "0", paramLabel = "FAULT", description = "Such as cut, see the reference.")
  private String kind;

  @Parameters(index = "1..*", paramLabel = "DC", description = "The datacenters.")
  private List<String> targets = List.of();

  @Option(
      names = "--with",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the fault; may be repeated.")
  private Map<String, String> parameters = Map.of();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long it stands unless healed before; default: 60s.",
      defaultValue = "60s")
  private String time;

  /** The fault that was asked for. */
  public FaultSpec spec() {
    return new FaultSpec(FaultKind.named(kind), targets, parameters);
  }

  /** Injects it, and says that it stands: it outlives the command, until somebody heals it. */
  public int inject(FaultSite site, PrintWriter out) {
    Injection injection = site.inject(spec(), Times.parse(time), () -> {});
    out.printf("%s: stands, for %s at most%n", injection.what(), time);
    out.flush();
    return 0;
  }
}
