package io.cooperage.drill.remote;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A site as its file writes it. Each part refuses values that it cannot have, so that what was read
 * is right in itself; what a host does not say, the site does.
 */
record SiteFile(
    Optional<Api> api,
    Optional<Ssh> ssh,
    Optional<Database> database,
    Map<String, Place> datacenters) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final int LAST_PORT = 65_535;

  SiteFile {
    datacenters = ordered(datacenters);
    if (datacenters.isEmpty()) {
      throw new IllegalArgumentException("datacenters is empty; name at least one");
    }
    datacenters.keySet().forEach(name -> requireName("datacenter", name));
  }

  /**
   * The API of all datacenters.
   *
   * @param url of the global load balancer
   * @param ca file with the certificates to trust, if not the system's
   * @param tokenFile file with an administrator's token
   */
  record Api(String url, Optional<String> ca, String tokenFile) {
    Api {
      requireUrl(url);
    }
  }

  /**
   * How to log in.
   *
   * @param keyFile private key without a passphrase
   * @param knownHostsFile host keys, as OpenSSH keeps them
   */
  record Ssh(
      Optional<Integer> port,
      Optional<String> user,
      Optional<String> keyFile,
      Optional<String> knownHostsFile) {

    static final Ssh NOTHING =
        new Ssh(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Ssh {
      port.ifPresent(SiteFile::requirePort);
      user.ifPresent(SiteFile::requireUser);
    }

    Ssh or(Ssh other) {
      return new Ssh(
          port.or(other::port),
          user.or(other::user),
          keyFile.or(other::keyFile),
          knownHostsFile.or(other::knownHostsFile));
    }
  }

  /** Where databases listen, and keep their data. */
  record Database(Optional<Integer> port, Optional<String> directory) {

    static final Database NOTHING = new Database(Optional.empty(), Optional.empty());

    private static final int MARIADB = 3306;

    Database {
      port.ifPresent(SiteFile::requirePort);
      directory.ifPresent(SiteFile::requireDirectory);
    }

    int listens() {
      return port.orElse(MARIADB);
    }

    String keepsData() {
      return directory.orElse("/var/lib/mysql");
    }
  }

  /** A datacenter. */
  record Place(Map<String, Machine> hosts) {
    Place {
      hosts = ordered(hosts);
      if (hosts.isEmpty()) {
        throw new IllegalArgumentException("hosts is empty; a datacenter has at least one");
      }
      hosts.keySet().forEach(name -> requireName("host", name));
    }
  }

  /**
   * A host.
   *
   * @param address by which it is reached from here, and by others unless more are given
   * @param alsoKnownAs further addresses from which others hear it
   * @param components each with its systemd units, or nothing for the usual ones
   */
  record Machine(
      String address,
      List<String> alsoKnownAs,
      Optional<Ssh> ssh,
      Map<String, List<String>> components) {

    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9:_.@\\\\-]{1,200}\\.service");

    Machine {
      IpAddresses.require(address);
      alsoKnownAs = List.copyOf(alsoKnownAs);
      alsoKnownAs.forEach(IpAddresses::require);
      components = unitsNamed(components);
      if (components.isEmpty()) {
        throw new IllegalArgumentException("components is empty; name what runs on the host");
      }
      components.forEach(Machine::requireComponent);
    }

    /** A component without a word about its units is null in YAML. */
    private static Map<String, List<String>> unitsNamed(Map<String, List<String>> components) {
      Map<String, List<String>> named = new LinkedHashMap<>();
      components.forEach((name, units) -> named.put(name, units == null ? List.of() : units));
      return ordered(named);
    }

    private static void requireComponent(String name, List<String> units) {
      HostComponent component = HostComponent.named(name);
      if (units.isEmpty() && component.units().isEmpty()) {
        throw new IllegalArgumentException(
            "component %s has no usual units; name those that it has here".formatted(name));
      }
      for (String unit : units) {
        if (!UNIT.matcher(unit).matches()) {
          throw new IllegalArgumentException(
              "component %s has the unit \"%s\"; write it in full, such as mariadb.service"
                  .formatted(name, unit));
        }
      }
    }
  }

  /** As written, so that the first host of a datacenter is the first of its file. */
  private static <T> Map<String, T> ordered(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private static void requireName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the %s \"%s\" has a name of other than a-z, 0-9 and -".formatted(what, name));
    }
  }

  private static void requirePort(int port) {
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException("port is %d; give 1 to 65535".formatted(port));
    }
  }

  private static void requireUser(String user) {
    if (!user.matches("[a-z_][a-z0-9_.-]{0,31}")) {
      throw new IllegalArgumentException("user is \"%s\", which is no login".formatted(user));
    }
  }

  private static void requireDirectory(String directory) {
    if (!directory.matches("/[A-Za-z0-9_./-]{1,200}")) {
      throw new IllegalArgumentException(
          "directory is \"%s\"; give an absolute path of letters, digits and _ . / -"
              .formatted(directory));
    }
  }

  private static void requireUrl(String url) {
    if (!url.matches("https?://[A-Za-z0-9.\\[\\]:-]+/?")) {
      throw new IllegalArgumentException(
          "url is \"%s\"; give scheme, host and port, such as https://api.example.org"
              .formatted(url));
    }
  }
}
