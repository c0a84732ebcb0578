package io.cooperage.galera.testing;

import io.cooperage.galera.node.FailureDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A cluster of real nodes on the loopback, in a temporary directory. Its failure detector is
 * patient enough for a busy build machine. Nothing of it is left after {@link #close()}, or after
 * the end of this process.
 */
public final class LocalGalera implements AutoCloseable {

  /** The database that the application account may use. */
  public static final String DATABASE = "test";

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Path directory;
  private final List<GaleraNode> nodes;
  private final Account account;
  private final Thread cleaner;

  private LocalGalera(Path directory, List<GaleraNode> nodes, Account account) {
    this.directory = directory;
    this.nodes = nodes;
    this.account = account;
    this.cleaner = new Thread(this::destroy, "local-galera-cleaner");
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  /** Starts a cluster of so many nodes and waits until all are synced. */
  public static LocalGalera start(int size) {
    return start(size, Map.of(), Map.of());
  }

  /** As {@link #start(int)}, with server settings and provider options over the defaults. */
  public static LocalGalera start(
      int size, Map<String, String> serverOptions, Map<String, String> providerOptions) {
    try {
      Path directory = Files.createTempDirectory("local-galera-");
      Account account = Account.random("app");
      List<GaleraNodeSpec> specs =
          specs(directory, size).stream()
              .map(spec -> spec.withProviderOptions(FailureDetector.PATIENT.options()))
              .map(spec -> spec.withServerOptions(serverOptions))
              .map(spec -> spec.withProviderOptions(providerOptions))
              .toList();
      LocalGalera cluster =
          new LocalGalera(
              directory,
              specs.stream().map(spec -> new GaleraNode(spec, account)).toList(),
              account);
      cluster.bring(specs);
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException("the local Galera cluster does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the local Galera cluster started", e);
    }
  }

  /**
   * Three nodes that all test classes of this JVM share, started at first use and ended with it.
   * Who harms a node mends it before the test ends. Closing is left to the end of the JVM.
   */
  public static LocalGalera shared() {
    return Shared.CLUSTER;
  }

  private static List<GaleraNodeSpec> specs(Path directory, int size) throws IOException {
    List<Integer> ports = FreePorts.find(4 * size);
    List<String> peers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      peers.add(LOOPBACK + ":" + ports.get(4 * i + 1));
    }
    Account transfer = Account.random("transfer");
    List<GaleraNodeSpec> specs = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String name = "node" + (i + 1);
      specs.add(
          GaleraNodeSpec.of(name, directory.resolve(name), LOOPBACK, transfer)
              .withPorts(
                  ports.get(4 * i),
                  ports.get(4 * i + 1),
                  ports.get(4 * i + 2),
                  ports.get(4 * i + 3))
              .withCluster("local", peers));
    }
    return specs;
  }

  private void bring(List<GaleraNodeSpec> specs) throws IOException, InterruptedException {
    try {
      DataDirectories.install(specs, DATABASE, account);
      nodes.get(0).start(true);
      nodes.get(0).awaitSynced(START_LIMIT);
      for (GaleraNode node : nodes.subList(1, nodes.size())) {
        node.start(false);
      }
      awaitAllSynced();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The nodes, in order. */
  public List<GaleraNode> nodes() {
    return nodes;
  }

  /** A node, counted from 1. */
  public GaleraNode node(int number) {
    return nodes.get(number - 1);
  }

  /** The account of the application. */
  public Account account() {
    return account;
  }

  /** JDBC URL of the test database on a node, counted from 1. */
  public String jdbcUrl(int number) {
    return node(number).jdbcUrl(DATABASE);
  }

  /** Makes an empty database, replacing one that is left from before. */
  public void createDatabase(String name) throws SQLException {
    try (Connection connection = node(1).connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS `" + name + "`");
      statement.execute("CREATE DATABASE `" + name + "` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    }
  }

  /** Starts a node that was stopped or killed, and waits until it is synced. */
  public void restart(int number) throws IOException, InterruptedException {
    node(number).start(false);
    node(number).awaitSynced(START_LIMIT);
  }

  /** Waits until all nodes are synced members of one component. */
  public void awaitAllSynced() throws IOException, InterruptedException {
    for (GaleraNode node : nodes) {
      node.awaitMembers(nodes.size(), START_LIMIT);
    }
  }

  @Override
  public void close() {
    destroy();
    Runtime.getRuntime().removeShutdownHook(cleaner);
  }

  private void destroy() {
    for (GaleraNode node : nodes) {
      try {
        node.kill();
      } catch (IOException e) {
        System.getLogger(LocalGalera.class.getName())
            .log(System.Logger.Level.WARNING, "cannot end a node", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    delete();
  }

  private void delete() {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.getLogger(LocalGalera.class.getName())
          .log(System.Logger.Level.WARNING, "cannot delete " + directory, e);
    }
  }

  private static final class Shared {

    static final LocalGalera CLUSTER = start(3);
  }
}
