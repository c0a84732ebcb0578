package io.cooperage.server.testing;

import io.cooperage.client.CooperageClient;
import io.cooperage.galera.testing.FreePorts;
import io.cooperage.galera.testing.LocalGalera;
import io.cooperage.server.ServerApplication;
import io.cooperage.server.ServerConfiguration;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.curator.test.TestingServer;
import org.awaitility.Awaitility;

/**
 * Three datacenters in one process: a real node, a real ZooKeeper and one real server for each, all
 * on the loopback. Datacenters are counted from 1 and called dc1, dc2, dc3.
 */
public final class ServerCluster implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(30);

  private final LocalGalera galera;
  private final Path directory;
  private final String rooms;
  private final List<TestingServer> zookeepers = new ArrayList<>();
  private final List<URI> urls = new ArrayList<>();
  private final List<TestServer> servers = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private String superadminToken;
  private String secrets = "";

  private ServerCluster(LocalGalera galera, Path directory, String rooms) {
    this.galera = galera;
    this.directory = directory;
    this.rooms = rooms;
  }

  /** Starts {@code datacenters} datacenters and waits until all are ready. */
  public static ServerCluster start(int datacenters) throws Exception {
    return start(datacenters, "");
  }

  /**
   * @param rooms more of the configuration file, such as {@code "webhooks: {allowPrivate: true}\n"}
   */
  public static ServerCluster start(int datacenters, String rooms) throws Exception {
    LocalGalera galera = LocalGalera.start(datacenters);
    ServerCluster cluster =
        new ServerCluster(galera, Files.createTempDirectory("server-cluster-"), rooms);
    try {
      cluster.bring(datacenters);
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  /** The same without servers: whoever asks starts them, see {@link #configuration(int)}. */
  public static ServerCluster startWithoutServers(int datacenters) throws Exception {
    LocalGalera galera = LocalGalera.start(datacenters);
    ServerCluster cluster =
        new ServerCluster(galera, Files.createTempDirectory("server-cluster-"), "");
    try {
      cluster.prepare(datacenters);
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private void prepare(int datacenters) throws Exception {
    Files.writeString(directory.resolve("password"), galera.account().password());
    useMasterKeys("k1", "k1");
    for (int number = 1; number <= datacenters; number++) {
      zookeepers.add(new TestingServer(FreePorts.find(), true));
      urls.add(URI.create("http://127.0.0.1:" + FreePorts.find()));
    }
    command("migrate", configuration(1).toString());
    superadminToken = token("superadmin", "superadmin", "test");
  }

  private void bring(int datacenters) throws Exception {
    prepare(datacenters);
    for (int number = 1; number <= datacenters; number++) {
      servers.add(TestServer.start(configuration(number), url(number)));
    }
    for (int number = 1; number <= datacenters; number++) {
      awaitReady(number);
    }
  }

  /**
   * From now on configurations name these keys of this cluster, each made when it is first named.
   */
  public void useMasterKeys(String current, String... ids) throws IOException {
    List<String> keys = new ArrayList<>();
    for (String id : ids) {
      keys.add("{id: %s, file: '%s'}".formatted(id, masterKey(id)));
    }
    secrets = "{current: %s, keys: %s}".formatted(current, keys);
  }

  /** From now on configurations have another key under this name than the servers that run. */
  public void useForeignMasterKey(String id) throws IOException {
    secrets = "{current: %s, keys: [{id: %s, file: '%s'}]}".formatted(id, id, masterKey("foreign"));
  }

  private Path masterKey(String id) throws IOException {
    Path file = directory.resolve("master-key-" + id);
    if (!Files.exists(file)) {
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, Base64.getEncoder().encodeToString(key));
    }
    return file;
  }

  /** The URL of the server of a datacenter. */
  public URI url(int datacenter) {
    return urls.get(datacenter - 1);
  }

  /** The superadmin's client of the server in a datacenter, counted from 1. */
  public CooperageClient client(int datacenter) {
    return new CooperageClient(url(datacenter), superadminToken());
  }

  /** A token that may do everything. */
  public String superadminToken() {
    return superadminToken;
  }

  /** Makes a token with the server's own command. */
  public String token(String tenant, String role, String name) throws Exception {
    String printed =
        command(
            "token",
            configuration(1).toString(),
            "--tenant",
            tenant,
            "--role",
            role,
            "--name",
            name);
    // The servers of this process log to the same stream.
    return printed.lines().filter(line -> line.startsWith("cpg_")).findFirst().orElseThrow();
  }

  public LocalGalera galera() {
    return galera;
  }

  public TestingServer zookeeper(int datacenter) {
    return zookeepers.get(datacenter - 1);
  }

  /** Takes a datacenter's ZooKeeper away with all its data, and puts a new one in its place. */
  public void replaceZookeeper(int datacenter) throws Exception {
    int port = zookeeper(datacenter).getPort();
    zookeeper(datacenter).close();
    zookeepers.set(datacenter - 1, new TestingServer(port, true));
  }

  public TestServer server(int datacenter) {
    return servers.get(datacenter - 1);
  }

  /** Starts the server of a datacenter again after its {@code close()}. */
  public void restart(int datacenter) throws Exception {
    servers.set(datacenter - 1, TestServer.start(configuration(datacenter), url(datacenter)));
    awaitReady(datacenter);
  }

  public void awaitReady(int datacenter) {
    Awaitility.await("dc" + datacenter + " is ready")
        .atMost(READY)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> get(datacenter, "/health/ready").statusCode() == 200);
  }

  /** A GET with the superadmin's token. */
  public HttpResponse<String> get(int datacenter, String path) throws Exception {
    return send(request(datacenter, path).GET());
  }

  /** A POST of JSON with the superadmin's token. */
  public HttpResponse<String> post(int datacenter, String path, String json, String idempotencyKey)
      throws Exception {
    return send(
        request(datacenter, path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", idempotencyKey)
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** A request to a datacenter with the superadmin's token, to be completed. */
  public HttpRequest.Builder request(int datacenter, String path) {
    return HttpRequest.newBuilder(url(datacenter).resolve(path))
        .timeout(Duration.ofSeconds(30))
        .setHeader("Authorization", "Bearer " + superadminToken);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  public HttpClient http() {
    return http;
  }

  /** The configuration file of a datacenter's server, written anew. */
  public Path configuration(int datacenter) {
    return configuration(datacenter, "dc" + datacenter, datacenter, url(datacenter).getPort());
  }

  /** The same with another name, id space or port. */
  public Path configuration(int node, String datacenter, int startNum, int port) {
    String text =
        """
        datacenter:
          name: %s
          server: s1
          address: http://127.0.0.1:%d
        ids:
          startNum: %d
          incrementBy: 3
        database:
          url: %s
          user: %s
          passwordFile: %s
        zookeeper:
          quorum: %s
        secrets: %s
        shutdown:
          notice: 100ms
        server:
          applicationConnectors:
            - type: http
              bindHost: 127.0.0.1
              port: %d
          adminConnectors: []
          requestLog:
            appenders: []
        logging:
          level: WARN
          loggers:
            io.cooperage: INFO
        """
            .formatted(
                datacenter,
                port,
                startNum,
                galera.jdbcUrl(node),
                galera.account().user(),
                directory.resolve("password"),
                zookeepers.get(node - 1).getConnectString(),
                secrets,
                port);
    Path file = directory.resolve(datacenter + "-" + port + ".yml");
    try {
      return Files.writeString(file, text + rooms);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command of the server printed, and said of its failure. */
  public record Printed(Optional<Throwable> failure, String out, String err) {}

  /** Runs a command of the server, which may fail. */
  public static synchronized Printed attempt(String... arguments) {
    ServerApplication application = new ServerApplication();
    Bootstrap<ServerConfiguration> bootstrap = new Bootstrap<>(application);
    application.initialize(bootstrap);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      Optional<Throwable> failure =
          new Cli(new JarLocation(ServerCluster.class), bootstrap, System.out, err).run(arguments);
      return new Printed(
          failure, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  private static synchronized String command(String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      new ServerApplication().run(arguments);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws Exception {
    for (TestServer server : servers) {
      if (server.isRunning()) {
        server.close();
      }
    }
    for (TestingServer zookeeper : zookeepers) {
      zookeeper.close();
    }
    galera.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
