package io.cooperage.galera.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * One node as a child process, or as a process that an earlier program left running. Its number is
 * kept in the node's directory. Not thread-safe.
 */
public final class GaleraNode {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final GaleraNodeSpec spec;
  private final Account account;
  private Optional<ProcessHandle> process = Optional.empty();

  /**
   * @param account used to ask the node how it is
   */
  public GaleraNode(GaleraNodeSpec spec, Account account) {
    this.spec = spec;
    this.account = account;
    this.process = attach();
  }

  /** How it was described. */
  public GaleraNodeSpec spec() {
    return spec;
  }

  /** The command that runs it in the foreground; writes its configuration file first. */
  public List<String> command(boolean newCluster) throws IOException {
    NodeConfiguration.write(spec);
    List<String> command = new ArrayList<>(spec.commandPrefix());
    command.add("mariadbd");
    command.add("--defaults-file=" + spec.configuration());
    if (newCluster) {
      command.add("--wsrep-new-cluster");
    }
    return command;
  }

  /**
   * Starts the process; does not wait for it.
   *
   * @param newCluster whether it makes a new primary component of its own
   */
  public void start(boolean newCluster) throws IOException {
    start(command(newCluster));
  }

  /** Starts the process by a command that {@link #command} gave, with further options. */
  public void start(List<String> command) throws IOException {
    if (isAlive()) {
      throw new IllegalStateException("node %s runs already".formatted(spec.name()));
    }
    Process started =
        new ProcessBuilder(command)
            .directory(spec.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(spec.directory().resolve("output.log").toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    process = Optional.of(started.toHandle());
    Files.writeString(pidFile(), Long.toString(started.pid()));
  }

  /** Waits until the node serves as a synced member of a primary component. */
  public void awaitSynced(Duration limit) throws IOException, InterruptedException {
    awaitState("synced", limit, this::isSynced);
  }

  /** Waits until the node is synced and sees so many members, itself included. */
  public void awaitMembers(int count, Duration limit) throws IOException, InterruptedException {
    awaitState("synced with %d members".formatted(count), limit, () -> isSyncedWith(count));
  }

  private void awaitState(String state, Duration limit, BooleanSupplier reached)
      throws IOException, InterruptedException {
    boolean inTime =
        await(
            limit,
            () -> {
              if (!isAlive()) {
                throw new IllegalStateException(
                    "node %s ended; its log says:\n%s".formatted(spec.name(), logTail()));
              }
              return reached.getAsBoolean();
            });
    if (!inTime) {
      throw new IOException(
          "node %s was not %s within %s; its log says:\n%s"
              .formatted(spec.name(), state, limit, logTail()));
    }
  }

  private boolean isSyncedWith(int members) {
    try {
      return isSynced() && status("wsrep_cluster_size").equals(Optional.of("" + members));
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** Whether the node answers now and is a synced member of a primary component. */
  public boolean isSynced() {
    try {
      return status("wsrep_ready").equals(Optional.of("ON"))
          && status("wsrep_cluster_status").equals(Optional.of("Primary"))
          && status("wsrep_local_state").equals(Optional.of("4"));
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** One of the node's status values. */
  public Optional<String> status(String name) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + name + "'")) {
      return rows.next() ? Optional.of(rows.getString(2)) : Optional.empty();
    }
  }

  /** A bare connection for tests, with short time-outs. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        spec.jdbcUrl("") + "?connectTimeout=1000&socketTimeout=5000",
        account.user(),
        account.password());
  }

  /** Leaves the cluster in order and ends. */
  public void stop() throws IOException, InterruptedException {
    thawIfAlive();
    process.ifPresent(ProcessHandle::destroy);
    awaitEnd(STOP_LIMIT);
  }

  /** SIGKILL. */
  public void kill() throws IOException, InterruptedException {
    process.ifPresent(ProcessHandle::destroyForcibly);
    awaitEnd(STOP_LIMIT);
  }

  /** SIGSTOP: alive, its ports open, silent. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  /** Whether the process exists. */
  public boolean isAlive() {
    return process.map(ProcessHandle::isAlive).orElse(false);
  }

  /** Number of the process. */
  public Optional<Long> pid() {
    return process.filter(ProcessHandle::isAlive).map(ProcessHandle::pid);
  }

  /** JDBC URL of a database on this node. */
  public String jdbcUrl(String database) {
    return spec.jdbcUrl(database);
  }

  /** The end of the node's own log. */
  public String logTail() {
    try {
      List<String> lines = Files.readAllLines(spec.log(), java.nio.charset.StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  private void thawIfAlive() throws IOException, InterruptedException {
    if (isAlive()) {
      signal("CONT");
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    long pid =
        pid()
            .orElseThrow(
                () -> new IllegalStateException("node %s does not run".formatted(spec.name())));
    Commands.run(
        spec.directory().resolve("output.log"),
        Duration.ofSeconds(5),
        List.of("kill", "-" + name, Long.toString(pid)));
  }

  private void awaitEnd(Duration limit) throws IOException, InterruptedException {
    if (process.isEmpty()) {
      return;
    }
    try {
      process.get().onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.get().destroyForcibly();
      throw new IOException(
          "node %s did not end within %s and was killed; its log says:\n%s"
              .formatted(spec.name(), limit, logTail()));
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
    Files.deleteIfExists(pidFile());
  }

  private Path pidFile() {
    return spec.directory().resolve("process");
  }

  private Optional<ProcessHandle> attach() {
    try {
      if (!Files.exists(pidFile())) {
        return Optional.empty();
      }
      long pid = Long.parseLong(Files.readString(pidFile()).strip());
      return ProcessHandle.of(pid)
          .filter(found -> found.info().arguments().map(this::isOurs).orElse(false));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private boolean isOurs(String[] arguments) {
    return List.of(arguments).contains("--defaults-file=" + spec.configuration());
  }

  private static boolean await(Duration limit, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0 || never.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }
}
