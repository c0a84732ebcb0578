package io.cooperage.drill.lab;

import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.host.Precedence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The global load balancer: one HAProxy outside the datacenters, on 127.0.0.1. */
final class GlobalProxy {

  private static final Duration READY = Duration.ofSeconds(20);

  private final LabSite site;
  private final Optional<Path> door;

  /**
   * @param door a socket on which it is to listen, too
   */
  GlobalProxy(LabSite site, Optional<Path> door) {
    this.site = site;
    this.door = door;
  }

  private Daemon daemon() {
    return site.directory().daemon("global-haproxy");
  }

  String url() {
    return "http://127.0.0.1:" + site.addresses().globalPort();
  }

  void start() {
    if (daemon().running()) {
      return;
    }
    int port = site.addresses().globalPort();
    if (Ports.open("127.0.0.1", port)) {
      throw new LabException(
          "Port %d on 127.0.0.1 is taken by another program.".formatted(port),
          "end that program (`ss -ltnp sport = :%d` names it), or choose another lab with LAB_INDEX"
              .formatted(port));
    }
    Path file = site.directory().root().resolve("haproxy.cfg");
    LabDirectory.writePublic(file, configuration());
    daemon().start(Precedence.first(List.of("haproxy", "-db", "-f", file.toString())), Map.of());
  }

  String configuration() {
    LabAddresses addresses = site.addresses();
    Map<String, String> values = new HashMap<>(site.preset().chosen().ofLoadBalancer());
    values.put("binds", binds());
    values.put("choice", "cooperage-" + addresses.globalPort());
    values.put(
        "datacenters",
        Datacenter.all().stream()
            .map(
                datacenter ->
                    "    server %s %s:%d tcp-ut 1s"
                        .formatted(
                            datacenter, addresses.address(datacenter), LabAddresses.PROXY_PORT))
            .collect(Collectors.joining("\n")));
    return Template.load("haproxy-global.cfg").fill(values);
  }

  private String binds() {
    String port = "    bind 127.0.0.1:" + site.addresses().globalPort();
    return door.map(socket -> port + "\n    bind unix@%s mode 600".formatted(socket)).orElse(port);
  }

  void awaitReady() {
    boolean ready = Poll.until(READY, () -> ready() || !daemon().running()) && ready();
    if (!ready) {
      throw new LabException(
          "The global load balancer on %s leads to no datacenter.".formatted(url()),
          daemon(),
          "`bin/cooperage lab status` shows which part is not well");
    }
  }

  boolean ready() {
    return Http.status(url() + "/health/ready") == 200;
  }

  void stop() {
    daemon().stop(Duration.ofSeconds(2));
  }
}
