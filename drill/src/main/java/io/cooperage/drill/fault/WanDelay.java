package io.cooperage.drill.fault;

import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.Poll;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The distance between networks, made in user space because not every kernel can: policy routing
 * sends what goes from one network to another through the {@link WanRelay}. For plain links neither
 * rules nor process exist, so nothing is measured that is not there.
 */
public final class WanDelay {

  private static final Path TUN = Path.of("/dev/net/tun");
  private static final String DEVICE = "delay0";
  private static final String ROUTING_TABLE = "177";
  private static final Duration START = Duration.ofSeconds(10);

  private final String namespace;
  private final Daemon relay;
  private final BiFunction<String, List<String>, List<String>> javaCommand;

  /**
   * @param namespace the one that routes between the networks
   * @param relay keeps the relaying process
   * @param javaCommand gives the command line for a main class and its arguments
   */
  public WanDelay(
      String namespace, Daemon relay, BiFunction<String, List<String>, List<String>> javaCommand) {
    this.namespace = namespace;
    this.relay = relay;
    this.javaCommand = javaCommand;
  }

  /**
   * The way from one network to another.
   *
   * @param device the link on which the first network's packets come in
   * @param from upper octets of the first, such as 10.77.1
   * @param to upper octets of the other
   */
  public record Direction(String device, String from, String to, LinkShape shape) {}

  /** Replaces all shapes; packets under way at that moment may be lost, as on any change. */
  public void set(List<Direction> directions) {
    List<Direction> real =
        directions.stream().filter(way -> !way.shape().equals(LinkShape.PLAIN)).toList();
    if (!real.isEmpty()) {
      requireDevice();
    }
    removeRules();
    relay.stop(Duration.ofSeconds(2));
    if (real.isEmpty()) {
      return;
    }
    start(real);
    for (Direction way : real) {
      ip("rule", "add", "iif", way.device(), "to", way.to() + ".0/24", "lookup", ROUTING_TABLE);
    }
  }

  /** Whether packets are being delayed. */
  public boolean active() {
    return relay.running();
  }

  /** Where only root of the machine may open it, a lab in a user namespace has no distance. */
  private static void requireDevice() {
    if (!Files.isReadable(TUN) || !Files.isWritable(TUN)) {
      throw new IllegalStateException(
          "%s is missing, or may not be opened by the user of this lab, so datacenters cannot be put"
                  .formatted(TUN)
              + " at a distance; all else works.\n  To mend it: as root, `modprobe tun` or `chmod"
              + " 666 %s`; or a lab of root's".formatted(TUN));
    }
  }

  private void start(List<Direction> directions) {
    List<String> arguments = new ArrayList<>();
    arguments.add(DEVICE);
    for (Direction way : directions) {
      arguments.add("%s:%s:%s".formatted(way.from(), way.to(), way.shape().word()));
    }
    List<String> command = new ArrayList<>(NetworkNamespaces.enter(namespace));
    command.addAll(javaCommand.apply(WanRelay.class.getName(), arguments));
    relay.start(command, Map.of());
    boolean made = Poll.until(START, () -> deviceExists() || !relay.running()) && deviceExists();
    if (!made) {
      throw new IllegalStateException(
          "The WAN relay did not start:\n" + String.join("\n", relay.logTail(10)));
    }
    ip("link", "set", DEVICE, "up", "mtu", "1500", "txqueuelen", "10000");
    ip("route", "replace", "default", "dev", DEVICE, "table", ROUTING_TABLE);
  }

  private boolean deviceExists() {
    return Command.of("ip", "-n", namespace, "link", "show", DEVICE).attempt().succeeded();
  }

  private void removeRules() {
    while (Command.of("ip", "-n", namespace, "rule", "del", "lookup", ROUTING_TABLE)
        .attempt()
        .succeeded()) {}
  }

  private void ip(String... arguments) {
    Command.of("ip", "-n", namespace).and(arguments).run();
  }
}
