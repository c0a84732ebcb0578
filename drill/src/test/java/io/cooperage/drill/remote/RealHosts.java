package io.cooperage.drill.remote;

import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.Poll;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Four Debian machines under systemd with sshd, in three datacenters; what they run are small units
 * that listen where the programs would. Nothing of them is left when this is closed.
 */
final class RealHosts implements AutoCloseable {

  /** The address of whoever runs the tests, as the hosts see it. */
  static final String OPERATOR = "10.79.0.254";

  /** The login of dc3's host, which has sudo. */
  static final String ORDINARY = "ops";

  static final int DATABASE = 3306;
  static final int ZOOKEEPER = 2181;
  static final int PROXY = 8090;

  private static final Path DIRECTORY = Path.of("target", "real-hosts").toAbsolutePath();
  private static final Duration MINUTES = Duration.ofMinutes(10);
  private static final Map<String, String> ADDRESSES =
      new TreeMap<>(
          Map.of(
              "dc1-a", "10.79.0.11",
              "dc1-b", "10.79.0.12",
              "dc2-a", "10.79.0.21",
              "dc3-a", "10.79.0.31"));

  private final Path files = DIRECTORY.resolve("site");

  /** Boots them; the first time this makes their image, which takes a minute. */
  static RealHosts boot() {
    RealHosts hosts = new RealHosts();
    hosts.script("clear");
    hosts.script("image");
    try {
      hosts.script("network");
      hosts.makeKey();
      ADDRESSES.forEach(hosts::boot);
      ADDRESSES.values().forEach(RealHosts::awaitSsh);
      hosts.writeKnownHosts();
      return hosts;
    } catch (RuntimeException e) {
      hosts.close();
      throw e;
    }
  }

  private String script(String... arguments) {
    return Command.of("sh", script().toString(), DIRECTORY.toString())
        .and(arguments)
        .within(MINUTES)
        .run();
  }

  private static Path script() {
    try (InputStream in = RealHosts.class.getResourceAsStream("hosts.sh")) {
      Files.createDirectories(DIRECTORY);
      Path file = DIRECTORY.resolve("hosts.sh");
      Files.write(file, in.readAllBytes());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void makeKey() {
    try {
      Files.createDirectories(files);
      Files.deleteIfExists(files.resolve("key"));
      Files.deleteIfExists(files.resolve("key.pub"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f")
        .and(files.resolve("key").toString())
        .run();
  }

  private void boot(String name, String address) {
    Path layer = DIRECTORY.resolve(name).resolve("layer");
    write(layer.resolve("root/.ssh/authorized_keys"), read(files.resolve("key.pub")));
    unit(layer, "mariadb", listening(DATABASE));
    unit(layer, "zookeeper", listening(ZOOKEEPER));
    unit(layer, "cooperage-server@", listening("808%i"));
    unit(layer, "haproxy", listening(PROXY));
    unit(layer, "cooperage-provisioner", "/bin/sleep infinity");
    for (String unit :
        List.of(
            "mariadb",
            "zookeeper",
            "cooperage-server@1",
            "cooperage-server@2",
            "haproxy",
            "cooperage-provisioner")) {
      enable(layer, unit);
    }
    makeOrdinaryUser(layer);
    script("up", name, address);
  }

  private static String listening(Object port) {
    return "/usr/bin/socat TCP-LISTEN:%s,fork,reuseaddr SYSTEM:'echo hello; cat'".formatted(port);
  }

  /** As packages of Debian have them: restarted whenever they end. */
  private static void unit(Path layer, String name, String program) {
    write(
        layer.resolve("etc/systemd/system/" + name + ".service"),
        """
        [Service]
        ExecStart=%s
        Restart=always
        RestartSec=100ms
        """
            .formatted(program));
  }

  private static void enable(Path layer, String name) {
    Path link = layer.resolve("etc/systemd/system/multi-user.target.wants/" + name + ".service");
    try {
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, Path.of("..", name.replaceAll("@.*", "@") + ".service"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void makeOrdinaryUser(Path layer) {
    write(layer.resolve("etc/sysusers.d/ops.conf"), "u ops 2000 \"Operator\" /home/ops /bin/sh\n");
    write(layer.resolve("etc/sudoers.d/ops"), "ops ALL=(root) NOPASSWD: /bin/sh\n");
    write(layer.resolve("home/ops/.ssh/authorized_keys"), read(files.resolve("key.pub")));
    Command.of("chown", "-R", "2000:2000", layer.resolve("home/ops").toString()).run();
    chmod(layer.resolve("etc/sudoers.d/ops"), "r--r-----");
  }

  private static void awaitSsh(String address) {
    if (!Poll.until(Duration.ofSeconds(60), () -> greets(address, 22))) {
      throw new IllegalStateException(
          "No sshd on " + address + "; see the console.log of the machine under " + DIRECTORY);
    }
  }

  /** Whether a program there says something. */
  static boolean greets(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
      socket.setSoTimeout(1000);
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Only one key of each host, and not of the type that it would rather show. */
  private void writeKnownHosts() {
    StringBuilder lines = new StringBuilder();
    ADDRESSES.forEach(
        (name, address) ->
            lines
                .append(address)
                .append(' ')
                .append(hostKey(name, name.equals("dc2-a") ? "ecdsa" : "rsa"))
                .append('\n'));
    write(files.resolve("known_hosts"), lines.toString());
  }

  /** The public key of a host. */
  String hostKey(String name, String type) {
    return read(root(name).resolve("etc/ssh/ssh_host_" + type + "_key.pub")).strip();
  }

  /** The root of a host's files, seen from outside. */
  Path root(String name) {
    return DIRECTORY.resolve(name).resolve("root");
  }

  String address(String name) {
    return ADDRESSES.get(name);
  }

  /** Where the site file and its key lie. */
  Path files() {
    return files;
  }

  /** Writes a site file for these hosts. */
  Path siteFile(String name, String text) {
    return write(files.resolve(name), text);
  }

  /** Runs a program with the network of a host. */
  Command.Outcome at(String name, String... command) {
    return Command.of(command).in("cooperage-real-" + name).attempt();
  }

  /** Runs a command on a host as root, through its own sshd. */
  String run(String name, String command) {
    return Command.of("ssh", "-i", files.resolve("key").toString())
        .and("-o", "UserKnownHostsFile=" + files.resolve("known_hosts"), "-o", "LogLevel=ERROR")
        .and("root@" + address(name), command)
        .run();
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void chmod(Path file, String mode) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    script("clear");
  }
}
