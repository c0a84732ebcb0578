package io.cooperage.drill.lab;

import io.cooperage.drill.fault.CommitCutter;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Shell;
import io.cooperage.drill.fault.StandingFault;
import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.Poll;
import io.cooperage.galera.testing.Cut;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sends the connections between servers and their database through a {@link CommitCutter}, by a
 * rule of the datacenter's packet filter: neither end is told.
 */
final class LabCommitCuts {

  private static final int PORT = 3307;
  private static final Duration START = Duration.ofSeconds(20);

  private final LabSite site;

  LabCommitCuts(LabSite site) {
    this.site = site;
  }

  LabFault fault(FaultSpec spec, StandingFault fault) {
    List<Datacenter> places = spec.targets().stream().map(Datacenter::named).toList();
    Cut cut = spec.word("side").equals("before") ? Cut.BEFORE_COMMIT : Cut.AFTER_COMMIT;
    List<String> undo = new ArrayList<>();
    places.forEach(place -> undo.addAll(undo(place, fault)));
    return LabFault.undone(
        () -> places.forEach(place -> inject(place, fault, cut, spec.count("every"))), undo);
  }

  private void inject(Datacenter place, StandingFault fault, Cut cut, int every) {
    String address = site.addresses().address(place);
    String from = site.addresses().cutterAddress(place);
    Command.of("ip", "-n", namespace(place), "addr", "add", from + "/32", "dev", "lo").run();
    Daemon cutter = new Daemon(process(place), fault.directory(), site.directory().logs());
    List<String> command = new ArrayList<>(NetworkNamespaces.enter(namespace(place)));
    command.addAll(
        JavaProcess.command(
            site.programs().drillClassPath(),
            List.of("-Xms16m", "-Xmx96m"),
            CommitCutter.class.getName(),
            CommitCutter.arguments(
                PORT,
                new InetSocketAddress(address, LabAddresses.DATABASE_PORT),
                from,
                cut,
                every,
                fault.tally(process(place)))));
    cutter.start(command, Map.of());
    if (!Poll.until(START, () -> Ports.open(address, PORT) || !cutter.running())
        || !cutter.running()) {
      throw new LabException(
          "What cuts COMMITs of %s did not start.".formatted(place), cutter, "see above");
    }
    Command.of("nft", "-f", "-").in(namespace(place)).withInput(rules(place, fault)).run();
    // Connections that there are go on past the rule; new ones are opened in their place.
    new GaleraNodes(site).query(place, "KILL USER '" + DatabaseUsers.APPLICATION + "'");
  }

  private String rules(Datacenter place, StandingFault fault) {
    return """
        table ip %s {
          chain out {
            type nat hook output priority -100; policy accept;
            ip saddr != %s ip daddr %s tcp dport %d redirect to :%d
          }
        }
        """
        .formatted(
            table(fault),
            site.addresses().cutterAddress(place),
            site.addresses().address(place),
            LabAddresses.DATABASE_PORT,
            PORT);
  }

  private List<String> undo(Datacenter place, StandingFault fault) {
    String delete = "table ip %1$s\ndelete table ip %1$s\n".formatted(table(fault));
    String address = site.addresses().cutterAddress(place) + "/32";
    return List.of(
        "printf %%s %s | %s"
            .formatted(
                Shell.quote(delete),
                Shell.command(Command.of("nft", "-f", "-").in(namespace(place)).arguments())),
        "end " + Shell.quote(fault.directory().resolve(process(place) + ".pid").toString()),
        Shell.command(List.of("ip", "-n", namespace(place), "addr", "del", address, "dev", "lo"))
            + " 2>/dev/null || :");
  }

  private static String table(StandingFault fault) {
    return "cooperage_commits_" + fault.number();
  }

  private static String process(Datacenter place) {
    return "commit-cutter-" + place;
  }

  private String namespace(Datacenter place) {
    return site.addresses().namespace(place);
  }
}
