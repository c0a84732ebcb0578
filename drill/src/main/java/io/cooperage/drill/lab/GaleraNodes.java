package io.cooperage.drill.lab;

import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.CommandFailedException;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.Poll;
import io.cooperage.drill.host.Precedence;
import io.cooperage.galera.recovery.GaleraPosition;
import io.cooperage.galera.recovery.Recovery;
import io.cooperage.galera.recovery.RecoveryLimits;
import io.cooperage.galera.recovery.RecoveryProgress;
import io.cooperage.galera.recovery.SavedState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The Galera node of each datacenter. mariadbd runs as the user mysql and sees its data and its
 * configuration under {@code /run/galera} in a mount namespace of its own, wherever the checkout
 * lies and whoever may enter that.
 */
final class GaleraNodes implements Part {

  private static final Duration READY = Duration.ofSeconds(180);
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final Duration TOOL = Duration.ofSeconds(60);

  /** Takes the node's directory and the arguments of mariadbd. */
  private static final String BOOT =
      """
      set -e
      mount -t tmpfs -o mode=755,size=16m galera /mnt
      mkdir /mnt/node
      mount --bind "$1" /mnt/node
      mount -t tmpfs -o mode=755,size=16m galera /run
      mkdir -p /run/galera /run/lock
      mount --bind /mnt/node /run/galera
      umount -R /mnt
      install -d -o mysql -g mysql /run/mysqld
      shift
      cd /
      exec "$@"
      """;

  private static final Map<String, String> PROVIDER =
      Map.ofEntries(
          Map.entry("evs.send_window", "1024"),
          Map.entry("evs.user_send_window", "512"),
          Map.entry("repl.causal_read_timeout", "PT3S"),
          Map.entry("pc.recovery", "true"),
          Map.entry("gcache.size", "128M"),
          Map.entry("gcache.recover", "yes"),
          Map.entry("gcs.fc_limit", "256"),
          Map.entry("socket.ssl", "yes"),
          Map.entry("socket.ssl_ca", "/run/galera/etc/ca.pem"),
          Map.entry("socket.ssl_cert", "/run/galera/etc/node.pem"),
          Map.entry("socket.ssl_key", "/run/galera/etc/node.key"));

  private final LabSite site;

  LabSite site() {
    return site;
  }

  GaleraNodes(LabSite site) {
    this.site = site;
  }

  @Override
  public Component component() {
    return Component.GALERA;
  }

  Daemon daemon(Datacenter datacenter) {
    return site.directory().daemon(datacenter + "-galera");
  }

  @Override
  public List<Daemon> daemons(Datacenter datacenter) {
    return List.of(daemon(datacenter));
  }

  private Path directory(Datacenter datacenter) {
    return site.disks().directory(datacenter);
  }

  Path data(Datacenter datacenter) {
    return directory(datacenter).resolve("data");
  }

  /** Starts the node as a member of whatever cluster there is. */
  @Override
  public void start(Datacenter datacenter) {
    List<String> options =
        state(datacenter)
            .filter(state -> state.hasHistory() && !state.exact())
            .flatMap(crashed -> position(datacenter))
            .map(position -> List.of("--wsrep-start-position=" + position))
            .orElse(List.of());
    start(datacenter, options);
  }

  /** Starts the node of a database that nobody else has as the first of its cluster. */
  void begin(Datacenter datacenter) {
    start(datacenter, List.of("--wsrep-new-cluster"));
  }

  /** Starts the node with these options. */
  void start(Datacenter datacenter, List<String> options) {
    if (daemon(datacenter).running()) {
      return;
    }
    prepare(datacenter);
    List<String> command = new ArrayList<>(server());
    command.addAll(options);
    List<String> clocked = site.clock().database(datacenter, command);
    daemon(datacenter).start(Precedence.first(inside(datacenter, clocked)), Map.of());
  }

  /** The one way back from a blackout, and to see what that would be. */
  Recovery recovery(RecoveryProgress heard) {
    return new Recovery(
        new GaleraSite(this),
        site.directory().run().resolve("recovery"),
        new RecoveryLimits(TOOL, READY, READY, GRACE),
        heard,
        Clock.systemUTC());
  }

  private static List<String> server() {
    return List.of("/usr/sbin/mariadbd", "--defaults-file=/run/galera/etc/my.cnf");
  }

  private List<String> inside(Datacenter datacenter, List<String> command) {
    List<String> all = new ArrayList<>();
    all.addAll(NetworkNamespaces.enter(site.addresses().namespace(datacenter)));
    all.addAll(List.of("sh", "-c", BOOT, "galera", directory(datacenter).toString()));
    all.addAll(command);
    return all;
  }

  private void prepare(Datacenter datacenter) {
    site.disks().mount(datacenter);
    Path etc = directory(datacenter).resolve("etc");
    try {
      Files.createDirectories(data(datacenter));
      Files.createDirectories(directory(datacenter).resolve("tmp"));
      LabDirectory.writePrivate(etc.resolve("my.cnf"), configuration(datacenter));
      Secrets secrets = site.secrets();
      LabDirectory.writePrivate(etc.resolve("ca.pem"), Files.readString(secrets.authority()));
      LabDirectory.writePrivate(
          etc.resolve("node.pem"), Files.readString(secrets.certificate(datacenter)));
      LabDirectory.writePrivate(etc.resolve("node.key"), Files.readString(secrets.key(datacenter)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Command.of("chown", "-R", "mysql:mysql", directory(datacenter).toString()).run();
  }

  String configuration(Datacenter datacenter) {
    LabAddresses addresses = site.addresses();
    Map<String, String> provider = new TreeMap<>(site.preset().chosen().detector().options());
    provider.putAll(PROVIDER);
    provider.put("gmcast.segment", Integer.toString(datacenter.number()));
    String members =
        Datacenter.all().stream().map(addresses::address).collect(Collectors.joining(","));
    return Template.load("galera.cnf")
        .fill(
            Map.of(
                "datacenter", datacenter.name(),
                "address", addresses.address(datacenter),
                "cluster", "cooperage-lab-" + addresses.index(),
                "members", members,
                "sstPassword", site.secrets().password(Secrets.Word.DATABASE_TRANSFER),
                "providerOptions",
                    provider.entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .collect(Collectors.joining(";"))));
  }

  /** Makes an empty database. */
  void install(Datacenter datacenter) {
    LabDirectory.removeTree(data(datacenter));
    prepare(datacenter);
    Command.of(
            "mariadb-install-db",
            "--no-defaults",
            "--user=mysql",
            "--datadir=/run/galera/data",
            "--tmpdir=/run/galera/tmp",
            "--auth-root-authentication-method=socket",
            "--skip-test-db",
            "--skip-name-resolve",
            "--innodb-log-file-size=64M")
        .wrappedBy(command -> inside(datacenter, command))
        .within(TOOL)
        .run();
  }

  /** Gives a node that was never a member the data of another one, which has stopped in order. */
  void cloneInto(Datacenter source, Datacenter target) {
    prepare(target);
    DataCopy.make(data(source), data(target));
  }

  /**
   * Whether the node was a member of a cluster before. One whose state file is lost or cannot be
   * read was; the file is empty until a node joins for the first time.
   */
  boolean initialised(Datacenter datacenter) {
    Path state = stateFile(datacenter);
    try {
      if (!Files.exists(state)) {
        return Files.exists(data(datacenter).resolve("galera.cache"));
      }
      return Files.size(state) > 0
          && state(datacenter).map(GaleraPosition::hasHistory).orElse(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path stateFile(Datacenter datacenter) {
    return data(datacenter).resolve("grastate.dat");
  }

  private Optional<GaleraPosition> state(Datacenter datacenter) {
    try {
      Path state = stateFile(datacenter);
      // One that was spoilt need not be text.
      return Files.exists(state)
          ? SavedState.parse(new String(Files.readAllBytes(state), StandardCharsets.UTF_8))
              .map(SavedState::position)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How far the data of a node that did not stop in order goes, by InnoDB. */
  private Optional<GaleraPosition> position(Datacenter datacenter) {
    return GaleraPosition.ofRecovery(recover(datacenter)).filter(GaleraPosition::exact);
  }

  /** Runs {@code mariadbd --wsrep-recover} on a stopped node; returns what it said. */
  String recover(Datacenter datacenter) {
    prepare(datacenter);
    List<String> command = new ArrayList<>(server());
    command.add("--wsrep-recover");
    command.add("--skip-networking");
    Command.Outcome outcome = Command.of(inside(datacenter, command)).within(TOOL).attempt();
    return outcome.errors() + outcome.output();
  }

  /** Runs statements as the database's root, through the node's own socket. */
  String query(Datacenter datacenter, String statements) {
    return console(datacenter).withInput(statements).run();
  }

  private Command console(Datacenter datacenter) {
    long pid =
        daemon(datacenter)
            .process()
            .orElseThrow(
                () ->
                    new LabException(
                        "The Galera node of %s does not run.".formatted(datacenter),
                        "bin/cooperage lab start %s --only galera".formatted(datacenter)))
            .pid();
    return Command.of(
            "mariadb",
            "--no-defaults",
            "--user=root",
            "--socket=/proc/%d/root/run/mysqld/mysqld.sock".formatted(pid),
            "--batch",
            "--skip-column-names",
            "--connect-timeout=2")
        .within(Duration.ofSeconds(30));
  }

  /** The node's {@code wsrep_%} status; empty when it does not answer. */
  Map<String, String> status(Datacenter datacenter) {
    return ask(datacenter, "SHOW GLOBAL STATUS LIKE 'wsrep\\_%'");
  }

  /** First column to second column; empty when the node does not answer. */
  Map<String, String> ask(Datacenter datacenter, String question) {
    if (!daemon(datacenter).running()) {
      return Map.of();
    }
    return answer(datacenter, question)
        .lines()
        .map(line -> line.split("\t", 2))
        .filter(fields -> fields.length == 2)
        // A node that is about to load its provider may name several rows just "wsrep_".
        .collect(Collectors.toMap(fields -> fields[0], fields -> fields[1], (one, other) -> other));
  }

  /** Nothing from a node that refuses, or is silent: while it starts, it may be both. */
  private String answer(Datacenter datacenter, String question) {
    try {
      Command.Outcome outcome =
          console(datacenter).within(Duration.ofSeconds(5)).withInput(question).attempt();
      return outcome.succeeded() ? outcome.output() : "";
    } catch (CommandFailedException silent) {
      return "";
    }
  }

  /** Whether the node answers that it belongs to no Primary component. */
  boolean apart(Datacenter datacenter) {
    Map<String, String> status = status(datacenter);
    return !status.isEmpty() && !"Primary".equals(status.get("wsrep_cluster_status"));
  }

  /** Whether the node is a synced member of the Primary component. */
  boolean synced(Datacenter datacenter) {
    Map<String, String> status = status(datacenter);
    return "Primary".equals(status.get("wsrep_cluster_status"))
        && "4".equals(status.get("wsrep_local_state"))
        && "ON".equals(status.get("wsrep_ready"));
  }

  @Override
  public void awaitReady(Datacenter datacenter) {
    boolean ready =
        Poll.until(READY, () -> synced(datacenter) || !daemon(datacenter).running())
            && synced(datacenter);
    if (!ready) {
      throw new LabException(
          "The Galera node of %s did not become a synced member of the Primary component: %s."
              .formatted(datacenter, health(datacenter).detail()),
          daemon(datacenter),
          "start the other datacenters too (a majority is needed), or, if all were down,"
              + " bin/cooperage galera recover; `make down PURGE=1` begins with empty data");
    }
  }

  @Override
  public void stop(Datacenter datacenter) {
    daemon(datacenter).stop(GRACE);
  }

  @Override
  public Health health(Datacenter datacenter) {
    if (!daemon(datacenter).running()) {
      return new Health(false, "not running");
    }
    Map<String, String> status = status(datacenter);
    if (status.isEmpty()) {
      return new Health(false, "running, does not answer yet");
    }
    boolean well =
        "Primary".equals(status.get("wsrep_cluster_status"))
            && "ON".equals(status.get("wsrep_ready"));
    return new Health(
        well,
        "%s, %s, %s members"
            .formatted(
                status.get("wsrep_cluster_status"),
                status.get("wsrep_local_state_comment"),
                status.get("wsrep_cluster_size")));
  }
}
