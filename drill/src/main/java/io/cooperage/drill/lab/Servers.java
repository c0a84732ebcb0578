package io.cooperage.drill.lab;

import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.Poll;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The servers of each datacenter. */
final class Servers implements Part {

  private static final String MAIN = "io.cooperage.server.ServerApplication";
  private static final Duration READY = Duration.ofSeconds(240);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final List<String> OPTIONS = List.of("-Xms64m", "-Xmx320m");

  private final LabSite site;

  Servers(LabSite site) {
    this.site = site;
  }

  @Override
  public Component component() {
    return Component.SERVER;
  }

  Daemon daemon(Datacenter datacenter, int server) {
    return site.directory().daemon(datacenter + "-server-" + server);
  }

  @Override
  public List<Daemon> daemons(Datacenter datacenter) {
    return LabAddresses.servers().mapToObj(server -> daemon(datacenter, server)).toList();
  }

  @Override
  public void start(Datacenter datacenter) {
    LabAddresses.servers().forEach(server -> start(datacenter, server));
  }

  private void start(Datacenter datacenter, int server) {
    Daemon daemon = daemon(datacenter, server);
    if (!daemon.running()) {
      Path file = write(datacenter, server, application(datacenter, server));
      mark(daemon).set(site.programs().serverClassPath());
      daemon.start(program(datacenter, List.of("server", file.toString())), Map.of());
    }
  }

  private ProgramMark mark(Daemon daemon) {
    return new ProgramMark(site.directory(), daemon.name());
  }

  /** Puts this build in place of servers that run another, one after the other. */
  void renew(Datacenter datacenter, Progress progress) {
    for (int server = 1; server <= LabAddresses.SERVERS; server++) {
      Daemon daemon = daemon(datacenter, server);
      if (daemon.running() && mark(daemon).differs(site.programs().serverClassPath())) {
        progress.detail(daemon.name() + " runs another build: restarting it");
        daemon.stop(GRACE);
        start(datacenter, server);
        awaitReady(datacenter, server);
        classes().dump(daemon);
      }
    }
  }

  private Path write(Datacenter datacenter, int server, String text) {
    Path file = site.directory().datacenter(datacenter).resolve("server-%d.yml".formatted(server));
    LabDirectory.writePublic(file, text);
    return file;
  }

  private List<String> program(Datacenter datacenter, List<String> arguments) {
    List<String> command =
        new ArrayList<>(NetworkNamespaces.enter(site.addresses().namespace(datacenter)));
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(classes().options());
    command.addAll(
        site.clock()
            .program(
                datacenter,
                JavaProcess.command(site.programs().serverClassPath(), options, MAIN, arguments)));
    return command;
  }

  private ClassArchive classes() {
    return new ClassArchive(
        site.directory().classes(), "server", site.programs().serverClassPath());
  }

  /** Starts one server ahead of the others, whose classes they then need not load again. */
  void pilot(Datacenter datacenter) {
    if (!classes().exists()) {
      start(datacenter, 1);
      awaitReady(datacenter, 1);
      classes().dump(daemon(datacenter, 1));
    }
  }

  String application(Datacenter datacenter, int server) {
    return configuration(
        datacenter,
        "%s-server-%d".formatted(datacenter, server),
        LabAddresses.serverPort(server),
        DatabaseUsers.APPLICATION,
        Secrets.Word.DATABASE_APPLICATION);
  }

  /** The configuration of the one-off commands that change the schema. */
  String migrations(Datacenter datacenter) {
    return configuration(
        datacenter,
        datacenter + "-migrations",
        LabAddresses.serverPort(0),
        DatabaseUsers.MIGRATIONS,
        Secrets.Word.DATABASE_MIGRATIONS);
  }

  private String configuration(
      Datacenter datacenter, String name, int port, String user, Secrets.Word password) {
    Map<String, String> values = new HashMap<>(site.preset().chosen().ofServers());
    values.putAll(
        Map.of(
            "datacenter", datacenter.name(),
            "server", name,
            "address", site.addresses().address(datacenter),
            "port", Integer.toString(port),
            "startNum", Integer.toString(datacenter.number()),
            "user", user,
            "passwordFile", site.secrets().file(password).toString(),
            "secretKeyFile", site.secrets().file(Secrets.Word.MASTER_KEY).toString()));
    return Template.load("server.yml").fill(values);
  }

  /** Whether the schema was last brought up to date by this build. */
  boolean migrated() {
    return !schema().differs(site.programs().serverClassPath());
  }

  private ProgramMark schema() {
    return new ProgramMark(site.directory(), "schema");
  }

  /** Brings the database's schema up to what the servers expect. */
  void migrate(Datacenter datacenter) {
    Path file = site.directory().datacenter(datacenter).resolve("migrations.yml");
    LabDirectory.writePublic(file, migrations(datacenter));
    once(datacenter, List.of("migrate", file.toString()));
    schema().set(site.programs().serverClassPath());
  }

  /** Makes an API token and returns its secret. */
  String token(Datacenter datacenter, String name) {
    Path file = write(datacenter, 1, application(datacenter, 1));
    String printed =
        once(
            datacenter,
            List.of(
                "token",
                file.toString(),
                "--tenant",
                "superadmin",
                "--role",
                "superadmin",
                "--name",
                name));
    return printed
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((a, b) -> b)
        .orElseThrow(
            () ->
                new LabException(
                    "The command `token` of the server printed no token.",
                    "run `make up` again; if it stays so, see .lab/log"));
  }

  private String once(Datacenter datacenter, List<String> arguments) {
    Command.Outcome outcome = Command.of(program(datacenter, arguments)).within(READY).attempt();
    if (!outcome.succeeded()) {
      throw new LabException(
          "The server's command `%s` ended with exit code %d:%n%s"
              .formatted(
                  arguments.get(0),
                  outcome.exitCode(),
                  (outcome.errors() + outcome.output()).strip()),
          "mend what it says, then `make up` again");
    }
    return outcome.output();
  }

  @Override
  public void awaitReady(Datacenter datacenter) {
    LabAddresses.servers().forEach(server -> awaitReady(datacenter, server));
  }

  private void awaitReady(Datacenter datacenter, int server) {
    Daemon daemon = daemon(datacenter, server);
    boolean ready =
        Poll.until(READY, () -> ready(datacenter, server) || !daemon.running())
            && ready(datacenter, server);
    if (!ready) {
      throw new LabException(
          "Server %d of %s is not ready (%s)."
              .formatted(server, datacenter, url(datacenter, server, "/health/ready")),
          daemon,
          "see the lines above; then `make up` again");
    }
  }

  private String url(Datacenter datacenter, int server, String path) {
    return "http://%s:%d%s"
        .formatted(site.addresses().address(datacenter), LabAddresses.serverPort(server), path);
  }

  private boolean ready(Datacenter datacenter, int server) {
    return Http.status(url(datacenter, server, "/health/ready")) == 200;
  }

  @Override
  public void stop(Datacenter datacenter) {
    Parallel.each(daemons(datacenter), daemon -> daemon.stop(GRACE));
  }

  @Override
  public Health health(Datacenter datacenter) {
    long ready = LabAddresses.servers().filter(server -> ready(datacenter, server)).count();
    return new Health(
        ready == LabAddresses.SERVERS, "%d of %d ready".formatted(ready, LabAddresses.SERVERS));
  }
}
