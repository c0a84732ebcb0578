package io.cooperage.drill.lab.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.cooperage.drill.lab.Component;
import io.cooperage.drill.lab.LabStatus;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code cooperage lab status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows how every part is; the exit code is 0 when all are well.")
final class StatusCommand implements Callable<Integer> {

  private static final int NOT_WELL = 3;

  @ParentCommand private LabCommand lab;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      description = "table or json; default: table.",
      defaultValue = "table")
  private String format;

  @Override
  public Integer call() {
    return lab.with(
        opened -> {
          LabStatus status = opened.status();
          PrintWriter out = spec.commandLine().getOut();
          if (format.equals("json")) {
            out.println(json(status));
          } else {
            print(status, out);
          }
          out.flush();
          return status.allWell() ? 0 : NOT_WELL;
        });
  }

  private static String json(LabStatus status) {
    try {
      return new ObjectMapper()
          .registerModule(new Jdk8Module())
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(status);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void print(LabStatus status, PrintWriter out) {
    for (LabStatus.DatacenterStatus datacenter : status.datacenters()) {
      out.printf(
          "%s%s%s%n",
          datacenter.name(),
          datacenter.cut() ? "  CUT OFF" : "",
          datacenter.frozen() ? "  FROZEN" : "");
      for (Component component : Component.values()) {
        LabStatus.PartStatus part = datacenter.parts().get(component.word());
        out.printf(
            "  %-4s %-12s %s%n", part.well() ? "ok" : "BAD", component.word(), part.detail());
      }
    }
    out.printf(
        "global load balancer %s%n",
        status.globalLoadBalancer() ? "ok" : "BAD: no datacenter serves");
    out.printf("wan %s%n", status.wanRtt().map(rtt -> "rtt " + rtt).orElse("without delay"));
    out.printf("memory %d MiB%n", status.memoryMebibytes());
  }
}
