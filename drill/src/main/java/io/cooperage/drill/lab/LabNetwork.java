package io.cooperage.drill.lab;

import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.NetworkNamespaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lab's network: a namespace for the WAN, one for each datacenter, one for each machine. A
 * datacenter is a bridge with its machines behind one link to the WAN, which routes between the
 * datacenters and to the machine that the lab runs on.
 */
final class LabNetwork {

  private static final Pattern ALIAS = Pattern.compile("(?m)^\\s+alias (.+)$");
  private static final int LONGEST_ALIAS = 250;

  private final LabAddresses addresses;
  private final Path owner;

  /** The network of the lab whose files lie in {@code owner}. */
  LabNetwork(LabAddresses addresses, Path owner) {
    this.addresses = addresses;
    this.owner = owner;
  }

  /** Whether the network stands and is this lab's. */
  boolean stands() {
    requireOwn();
    return NetworkNamespaces.list(addresses.prefix()).contains(addresses.wan());
  }

  /**
   * Refuses to touch the lab of another checkout, which has the same namespaces.
   *
   * @throws LabException if the network stands and another checkout made it
   */
  void requireOwn() {
    Command.Outcome shown = Command.of("ip", "link", "show", addresses.hostDevice()).attempt();
    Matcher alias = ALIAS.matcher(shown.output());
    if (!shown.succeeded() || !alias.find() || alias.group(1).strip().equals(mark())) {
      return;
    }
    String other = alias.group(1).strip();
    if (Files.isDirectory(Path.of(other))) {
      throw new LabException(
          "Lab %d of this machine belongs to another checkout: %s."
              .formatted(addresses.index(), other),
          "set LAB_INDEX to another number, or `make down` there");
    }
  }

  private String mark() {
    String path = owner.toString();
    return path.length() <= LONGEST_ALIAS ? path : path.substring(path.length() - LONGEST_ALIAS);
  }

  /** Makes every namespace, device and route that is missing; returns whether any was. */
  boolean up() {
    requireOwn();
    Set<String> missing = new TreeSet<>(wanted());
    missing.removeAll(new HashSet<>(NetworkNamespaces.list(addresses.prefix())));
    if (missing.isEmpty() && complete()) {
      return false;
    }
    if (missing.size() < wanted().size()) {
      // What an interrupted start left behind is no use to anybody.
      down();
    }
    batch(namespaceLines());
    // Not in the batch, which takes a blank for an end.
    Command.of("ip", "link", "set", "dev", addresses.hostDevice(), "alias", mark()).run();
    for (Datacenter datacenter : Datacenter.all()) {
      batch(datacenterLines(datacenter));
    }
    wanted().forEach(LabNetwork::setKernelParameters);
    addresses();
    batch(hostLines());
    return true;
  }

  /** Removes every namespace of this lab, and with them their devices, routes and rules. */
  void down() {
    List<String> lines = new ArrayList<>();
    NetworkNamespaces.list(addresses.prefix()).forEach(name -> lines.add("netns del " + name));
    if (Command.of("ip", "link", "show", addresses.hostDevice()).attempt().succeeded()) {
      lines.add("link del " + addresses.hostDevice());
    }
    batch(lines);
  }

  /** The route is made last, so where it is, everything is. */
  private boolean complete() {
    return Command.of("ip", "route", "show", addresses.everything())
        .run()
        .contains(addresses.hostDevice());
  }

  private Set<String> wanted() {
    Set<String> names = new TreeSet<>();
    names.add(addresses.wan());
    Datacenter.all().forEach(datacenter -> names.addAll(addresses.namespaces(datacenter)));
    return names;
  }

  private List<String> namespaceLines() {
    List<String> lines = new ArrayList<>();
    wanted().forEach(name -> lines.add("netns add " + name));
    String wan = addresses.wan();
    lines.add(
        "link add %s address %s type veth peer name host address %s netns %s"
            .formatted(
                addresses.hostDevice(),
                addresses.hardwareAddress(0, 1),
                addresses.hardwareAddress(0, 2),
                wan));
    for (Datacenter datacenter : Datacenter.all()) {
      lines.add(
          "link add name %s address %s netns %s type veth peer name up0 address %s netns %s"
              .formatted(
                  datacenter,
                  addresses.hardwareAddress(datacenter.number(), 0xfe),
                  wan,
                  addresses.hardwareAddress(datacenter.number(), 0xff),
                  addresses.namespace(datacenter)));
    }
    return lines;
  }

  private List<String> datacenterLines(Datacenter datacenter) {
    List<String> lines = new ArrayList<>();
    String namespace = addresses.namespace(datacenter);
    lines.add(
        "link add name br0 address %s netns %s type bridge"
            .formatted(addresses.hardwareAddress(datacenter.number(), 0), namespace));
    LabAddresses.machines()
        .forEach(
            machine ->
                lines.add(
                    "link add name %s netns %s type veth peer name eth0 address %s netns %s"
                        .formatted(
                            LabAddresses.machineName(machine),
                            namespace,
                            addresses.hardwareAddress(datacenter.number(), machine),
                            addresses.machineNamespace(datacenter, machine))));
    return lines;
  }

  private static void setKernelParameters(String namespace) {
    Command.of(
            "sh",
            "-c",
            """
            set -e
            cd /proc/sys/net/ipv4
            echo 1 > ip_forward
            echo 0 > ip_unprivileged_port_start
            for f in conf/*/rp_filter; do echo 0 > "$f"; done
            for f in conf/*/send_redirects; do echo 0 > "$f"; done
            """)
        .in(namespace)
        .run();
  }

  private void addresses() {
    batch(addresses.wan(), wanLines());
    for (Datacenter datacenter : Datacenter.all()) {
      List<String> lines = new ArrayList<>();
      lines.add("link set lo up");
      lines.add("addr add %s/24 dev br0".formatted(addresses.address(datacenter)));
      lines.add("link set br0 up");
      lines.add("link set up0 up");
      LabAddresses.machines()
          .mapToObj(LabAddresses::machineName)
          .forEach(name -> lines.add("link set %s master br0 up".formatted(name)));
      lines.add(
          "route add default via %s dev up0 onlink src %s"
              .formatted(addresses.wanAddress(), addresses.address(datacenter)));
      batch(addresses.namespace(datacenter), lines);
      LabAddresses.machines().forEach(machine -> machineAddress(datacenter, machine));
    }
  }

  private List<String> wanLines() {
    List<String> lines = new ArrayList<>();
    lines.add("link set lo up");
    lines.add("addr add %s/32 dev lo".formatted(addresses.wanAddress()));
    lines.add("link set host up");
    lines.add("route add %s/32 dev host".formatted(addresses.hostAddress()));
    for (Datacenter datacenter : Datacenter.all()) {
      lines.add("link set %s up".formatted(datacenter));
      lines.add("route add %s/32 dev %s".formatted(addresses.address(datacenter), datacenter));
      lines.add(
          "route add %s via %s dev %s"
              .formatted(addresses.subnet(datacenter), addresses.address(datacenter), datacenter));
    }
    return lines;
  }

  private void machineAddress(Datacenter datacenter, int machine) {
    batch(
        addresses.machineNamespace(datacenter, machine),
        List.of(
            "link set lo up",
            "addr add %s/24 dev eth0".formatted(addresses.machineAddress(datacenter, machine)),
            "link set eth0 up",
            "route add default via " + addresses.address(datacenter)));
  }

  private List<String> hostLines() {
    return List.of(
        "addr add %s/32 dev %s".formatted(addresses.hostAddress(), addresses.hostDevice()),
        "link set %s up".formatted(addresses.hostDevice()),
        "route add %s via %s dev %s onlink src %s"
            .formatted(
                addresses.everything(),
                addresses.wanAddress(),
                addresses.hostDevice(),
                addresses.hostAddress()));
  }

  private static void batch(List<String> lines) {
    if (!lines.isEmpty()) {
      Command.of("ip", "-batch", "-").withInput(String.join("\n", lines) + "\n").run();
    }
  }

  private static void batch(String namespace, List<String> lines) {
    Command.of("ip", "-n", namespace, "-batch", "-")
        .withInput(String.join("\n", lines) + "\n")
        .run();
  }
}
