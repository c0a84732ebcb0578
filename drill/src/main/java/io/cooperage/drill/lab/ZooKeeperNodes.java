package io.cooperage.drill.lab;

import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ZooKeeper of each datacenter: one node, from Debian's packages. */
final class ZooKeeperNodes implements Part {

  private static final String CLASS_PATH =
      "/usr/share/java/zookeeper.jar:/usr/share/java/slf4j-simple.jar";
  private static final Duration READY = Duration.ofSeconds(30);

  private final LabSite site;

  ZooKeeperNodes(LabSite site) {
    this.site = site;
  }

  @Override
  public Component component() {
    return Component.ZOOKEEPER;
  }

  private Daemon daemon(Datacenter datacenter) {
    return site.directory().daemon(datacenter + "-zookeeper");
  }

  @Override
  public List<Daemon> daemons(Datacenter datacenter) {
    return List.of(daemon(datacenter));
  }

  private Path data(Datacenter datacenter) {
    return site.directory().datacenter(datacenter).resolve("zookeeper");
  }

  @Override
  public void start(Datacenter datacenter) {
    Daemon daemon = daemon(datacenter);
    if (daemon.running()) {
      return;
    }
    Path directory = site.directory().datacenter(datacenter);
    Path file = directory.resolve("zoo.cfg");
    try {
      Files.createDirectories(data(datacenter));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LabDirectory.writePublic(file, configuration(datacenter));
    List<String> command =
        new ArrayList<>(NetworkNamespaces.enter(site.addresses().namespace(datacenter)));
    command.addAll(site.clock().program(datacenter, program(file)));
    daemon.start(command, Map.of());
  }

  private static List<String> program(Path file) {
    return JavaProcess.command(
        CLASS_PATH,
        List.of(
            "-Xms16m",
            "-Xmx64m",
            "-Dzookeeper.jmx.log4j.disable=true",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.showDateTime=true"),
        "org.apache.zookeeper.server.ZooKeeperServerMain",
        List.of(file.toString()));
  }

  String configuration(Datacenter datacenter) {
    return Template.load("zoo.cfg")
        .fill(
            Map.of(
                "datacenter", datacenter.name(),
                "address", site.addresses().address(datacenter),
                "data", data(datacenter).toString()));
  }

  @Override
  public void awaitReady(Datacenter datacenter) {
    Daemon daemon = daemon(datacenter);
    boolean ready =
        Poll.until(READY, () -> listening(datacenter) || !daemon.running())
            && listening(datacenter);
    if (!ready) {
      throw new LabException(
          "The ZooKeeper of %s does not listen.".formatted(datacenter),
          daemon,
          "its data may be lost without harm: remove %s and `make up` again"
              .formatted(data(datacenter)));
    }
  }

  private boolean listening(Datacenter datacenter) {
    return Ports.open(site.addresses().address(datacenter), LabAddresses.ZOOKEEPER_PORT);
  }

  @Override
  public void stop(Datacenter datacenter) {
    daemon(datacenter).stop(Duration.ofSeconds(5));
  }

  @Override
  public Health health(Datacenter datacenter) {
    boolean up = listening(datacenter);
    return new Health(up, up ? "listening" : "does not answer");
  }
}
