package io.cooperage.drill.remote;

import io.cooperage.drill.definition.StrictYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Datacenters of real hosts, as a site file describes them. */
public final class Site {

  private static final int SSH_PORT = 22;

  private final SiteFile file;
  private final Path directory;
  private final List<SiteHost> hosts;

  private Site(SiteFile file, Path directory) {
    this.file = file;
    this.directory = directory;
    this.hosts = hosts(file, directory);
    requireDistinct(hosts);
  }

  /**
   * Reads a site file. Paths in it are relative to its directory.
   *
   * @throws IllegalArgumentException naming the place, the value and what is right
   */
  public static Site read(Path path) {
    String source = path.toString();
    SiteFile file = StrictYaml.read(source, text("site file", path), SiteFile.class);
    try {
      return new Site(file, path.toAbsolutePath().getParent());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s.".formatted(source, e.getMessage()), e);
    }
  }

  private static String text(String what, Path path) {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("There is no %s %s.".formatted(what, path), e);
    } catch (IOException e) {
      throw new UncheckedIOException("The %s %s cannot be read".formatted(what, path), e);
    }
  }

  /** The names of the datacenters, in the order of the file. */
  public List<String> datacenters() {
    return List.copyOf(file.datacenters().keySet());
  }

  /** All hosts, in the order of the file. */
  List<SiteHost> hosts() {
    return hosts;
  }

  /**
   * The hosts of a datacenter.
   *
   * @throws IllegalArgumentException if there is no such datacenter
   */
  List<SiteHost> hosts(String datacenter) {
    if (!file.datacenters().containsKey(datacenter)) {
      throw new IllegalArgumentException(
          "There is no datacenter %s: the site has %s."
              .formatted(datacenter, String.join(", ", datacenters())));
    }
    return hosts.stream().filter(host -> host.datacenter().equals(datacenter)).toList();
  }

  /** The port on which databases listen. */
  int databasePort() {
    return file.database().orElse(SiteFile.Database.NOTHING).listens();
  }

  /** The directory in which they keep their data. */
  String databaseDirectory() {
    return file.database().orElse(SiteFile.Database.NOTHING).keepsData();
  }

  /** The global load balancer, where the file names one. */
  Optional<URI> api() {
    return file.api().map(api -> URI.create(api.url()));
  }

  /** An administrator's token, where the file names one. */
  Optional<String> token() {
    return file.api()
        .map(api -> text("file with a token", directory.resolve(api.tokenFile())).strip());
  }

  /** The certificates to trust, in PEM, where not the system's. */
  Optional<String> certificates() {
    return file.api()
        .flatMap(SiteFile.Api::ca)
        .map(ca -> text("file with certificates", directory.resolve(ca)));
  }

  private static List<SiteHost> hosts(SiteFile file, Path directory) {
    List<SiteHost> hosts = new ArrayList<>();
    file.datacenters()
        .forEach(
            (datacenter, place) ->
                place
                    .hosts()
                    .forEach(
                        (name, machine) ->
                            hosts.add(host(file, directory, datacenter, name, machine))));
    return List.copyOf(hosts);
  }

  private static SiteHost host(
      SiteFile file, Path directory, String datacenter, String name, SiteFile.Machine machine) {
    SiteFile.Ssh ssh =
        machine.ssh().orElse(SiteFile.Ssh.NOTHING).or(file.ssh().orElse(SiteFile.Ssh.NOTHING));
    SshLogin login =
        new SshLogin(
            machine.address(),
            ssh.port().orElse(SSH_PORT),
            ssh.user().orElse("root"),
            directory.resolve(require(name, "keyFile", ssh.keyFile())),
            directory.resolve(require(name, "knownHostsFile", ssh.knownHostsFile())));
    List<String> addresses = new ArrayList<>(List.of(machine.address()));
    addresses.addAll(machine.alsoKnownAs());
    return new SiteHost(
        name, datacenter, login, List.copyOf(addresses), units(machine.components()));
  }

  private static String require(String host, String key, Optional<String> value) {
    return value.orElseThrow(
        () ->
            new IllegalArgumentException(
                "host %s has no ssh.%s, and neither has the site".formatted(host, key)));
  }

  private static Map<HostComponent, List<String>> units(Map<String, List<String>> components) {
    Map<HostComponent, List<String>> units = new EnumMap<>(HostComponent.class);
    components.forEach(
        (name, given) -> {
          HostComponent component = HostComponent.named(name);
          units.put(component, given.isEmpty() ? component.units() : List.copyOf(given));
        });
    return units;
  }

  private static void requireDistinct(List<SiteHost> hosts) {
    Map<String, SiteHost> owners = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (SiteHost host : hosts) {
      if (!names.add(host.name())) {
        throw new IllegalArgumentException("two hosts are called " + host.name());
      }
      for (String address : host.addresses()) {
        SiteHost other = owners.put(address, host);
        if (other != null) {
          throw new IllegalArgumentException(
              "the address %s is both %s's and %s's".formatted(address, other, host));
        }
      }
    }
  }
}
