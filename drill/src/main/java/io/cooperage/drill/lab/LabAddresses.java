package io.cooperage.drill.lab;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every name, address and port of a lab, computed from its index alone, so that several labs stand
 * side by side on one machine.
 */
public record LabAddresses(int index) {

  /** Machines in each datacenter. */
  public static final int MACHINES = 12;

  /** Servers in each datacenter. */
  public static final int SERVERS = 2;

  static final int DATABASE_PORT = 3306;
  static final int ZOOKEEPER_PORT = 2181;
  static final int PROXY_PORT = 8080;
  static final int PROXY_METRICS_PORT = 8404;
  static final int SSH_PORT = 22;

  private static final int FIRST_NETWORK = 77;
  private static final int HIGHEST_INDEX = 20;

  /** Refuses an index for which there is no network. */
  public LabAddresses {
    if (index < 0 || index > HIGHEST_INDEX) {
      throw new IllegalArgumentException(
          "LAB_INDEX is %d; it must be between 0 and %d.".formatted(index, HIGHEST_INDEX));
    }
  }

  /** What the names of all namespaces and devices of this lab begin with. */
  public String prefix() {
    return "cpg" + index + "-";
  }

  String wan() {
    return prefix() + "wan";
  }

  String hostDevice() {
    return prefix() + "host";
  }

  String namespace(Datacenter datacenter) {
    return prefix() + datacenter.name();
  }

  String machineNamespace(Datacenter datacenter, int machine) {
    return "%s%s-%s".formatted(prefix(), datacenter.name(), machineName(machine));
  }

  /** All namespaces of a datacenter: its own and those of its machines. */
  List<String> namespaces(Datacenter datacenter) {
    return Stream.concat(Stream.of(namespace(datacenter)), machineNamespaces(datacenter).stream())
        .toList();
  }

  List<String> machineNamespaces(Datacenter datacenter) {
    return machines().mapToObj(machine -> machineNamespace(datacenter, machine)).toList();
  }

  static IntStream machines() {
    return IntStream.rangeClosed(1, MACHINES);
  }

  static IntStream servers() {
    return IntStream.rangeClosed(1, SERVERS);
  }

  static String machineName(int machine) {
    return "m%02d".formatted(machine);
  }

  /** The address of the datacenter's own namespace, where all of its services listen. */
  public String address(Datacenter datacenter) {
    return "10.%d.%d.1".formatted(network(), datacenter.number());
  }

  /** The address of what cuts COMMITs: its own connections are told by it from those of servers. */
  String cutterAddress(Datacenter datacenter) {
    return "10.%d.%d.2".formatted(network(), datacenter.number());
  }

  /** The addresses of a datacenter and its machines. */
  public String subnet(Datacenter datacenter) {
    return "10.%d.%d.0/24".formatted(network(), datacenter.number());
  }

  String machineAddress(Datacenter datacenter, int machine) {
    return "10.%d.%d.%d".formatted(network(), datacenter.number(), 100 + machine);
  }

  String everything() {
    return "10.%d.0.0/16".formatted(network());
  }

  String wanAddress() {
    return "10.%d.255.1".formatted(network());
  }

  String hostAddress() {
    return "10.%d.255.254".formatted(network());
  }

  /** A hardware address that is the same each time, so that no stale one lingers in a cache. */
  String hardwareAddress(int datacenter, int device) {
    return "02:c0:%02x:%02x:%02x:01".formatted(network(), datacenter, device);
  }

  static int serverPort(int server) {
    return 8080 + server;
  }

  /** The port of the global load balancer on 127.0.0.1. */
  public int globalPort() {
    return 8080 + 100 * index;
  }

  int network() {
    return FIRST_NETWORK + index;
  }
}
