package io.cooperage.drill.lab;

import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.host.Precedence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The HAProxy of each datacenter. */
final class DatacenterProxies implements Part {

  private static final Duration READY = Duration.ofSeconds(30);

  private final LabSite site;

  DatacenterProxies(LabSite site) {
    this.site = site;
  }

  @Override
  public Component component() {
    return Component.HAPROXY;
  }

  private Daemon daemon(Datacenter datacenter) {
    return site.directory().daemon(datacenter + "-haproxy");
  }

  @Override
  public List<Daemon> daemons(Datacenter datacenter) {
    return List.of(daemon(datacenter));
  }

  @Override
  public void start(Datacenter datacenter) {
    Daemon daemon = daemon(datacenter);
    if (daemon.running()) {
      return;
    }
    Path file = site.directory().datacenter(datacenter).resolve("haproxy.cfg");
    LabDirectory.writePublic(file, configuration(datacenter));
    List<String> command =
        new ArrayList<>(NetworkNamespaces.enter(site.addresses().namespace(datacenter)));
    command.addAll(List.of("haproxy", "-db", "-f", file.toString()));
    daemon.start(Precedence.first(command), Map.of());
  }

  String configuration(Datacenter datacenter) {
    LabAddresses addresses = site.addresses();
    return Template.load("haproxy-datacenter.cfg")
        .fill(
            Map.of(
                "datacenter", datacenter.name(),
                "address", addresses.address(datacenter),
                "servers", servers(datacenter, ""),
                "ready", servers(datacenter, " track anywhere/server-%d"),
                "backups",
                    datacenter.others().stream()
                        .map(
                            other ->
                                "    server %s %s:%d tcp-ut 1s backup"
                                    .formatted(
                                        other, addresses.address(other), LabAddresses.PROXY_PORT))
                        .collect(Collectors.joining("\n"))));
  }

  /** A line for each server, with {@code more} behind it, in which its number may stand. */
  private String servers(Datacenter datacenter, String more) {
    String address = site.addresses().address(datacenter);
    return LabAddresses.servers()
        .mapToObj(
            server ->
                "    server server-%d %s:%d tcp-ut 1s%s"
                    .formatted(
                        server, address, LabAddresses.serverPort(server), more.formatted(server)))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void awaitReady(Datacenter datacenter) {
    Daemon daemon = daemon(datacenter);
    String url = health(site.addresses(), datacenter);
    boolean ready =
        Poll.until(READY, () -> Http.status(url) == 200 || !daemon.running())
            && Http.status(url) == 200;
    if (!ready) {
      throw new LabException(
          "The HAProxy of %s does not lead to a ready server (%s).".formatted(datacenter, url),
          daemon,
          "`bin/cooperage lab status` shows which part is not well");
    }
  }

  private static String health(LabAddresses addresses, Datacenter datacenter) {
    return "http://%s:%d/health/ready"
        .formatted(addresses.address(datacenter), LabAddresses.PROXY_PORT);
  }

  @Override
  public void stop(Datacenter datacenter) {
    daemon(datacenter).stop(Duration.ofSeconds(2));
  }

  @Override
  public Health health(Datacenter datacenter) {
    int status = Http.status(health(site.addresses(), datacenter));
    return new Health(
        status == 200, status == 0 ? "does not answer" : "/health/ready answers " + status);
  }
}
