package io.cooperage.galera.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the data directories of a new cluster: one installation, started once as a group of one and
 * stopped in order, then copied. All copies stand at the same position of the same group, so that
 * the joiners need no state transfer.
 */
public final class DataDirectories {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private DataDirectories() {}

  /**
   * Installs the system tables, a database and its accounts into the data directories of all nodes.
   * The first node may bootstrap. Directories that exist already are refused.
   *
   * @param database to be made, owned by the application account
   */
  public static void install(List<GaleraNodeSpec> specs, String database, Account application)
      throws IOException, InterruptedException {
    GaleraNodeSpec first = specs.get(0);
    for (GaleraNodeSpec spec : specs) {
      if (Files.exists(spec.data())) {
        throw new IOException("data directory %s exists already".formatted(spec.data()));
      }
      Files.createDirectories(spec.temporary());
    }
    Path sql = first.directory().resolve("install.sql");
    Path log = first.directory().resolve("install.log");
    Files.writeString(sql, accounts(first, database, application));
    try {
      Commands.run(log, LIMIT, installation(first, sql));
    } finally {
      Files.deleteIfExists(sql);
    }
    seed(first, application);
    for (GaleraNodeSpec spec : specs.subList(1, specs.size())) {
      Commands.run(
          log,
          LIMIT,
          List.of("cp", "-a", "--sparse=always", first.data().toString(), spec.data().toString()));
      Files.deleteIfExists(spec.data().resolve("galera.cache"));
      Path position = spec.data().resolve("grastate.dat");
      Files.writeString(
          position,
          Files.readString(position).replace("safe_to_bootstrap: 1", "safe_to_bootstrap: 0"));
    }
  }

  /** Gives the installation a position in a new group; on the loopback, whatever the spec says. */
  private static void seed(GaleraNodeSpec first, Account application)
      throws IOException, InterruptedException {
    List<Integer> ports = FreePorts.find(4);
    GaleraNodeSpec alone =
        GaleraNodeSpec.of(first.name(), first.directory(), LOOPBACK, Account.random("nobody"))
            .withPorts(ports.get(0), ports.get(1), ports.get(2), ports.get(3))
            .withCluster("seed", List.of(LOOPBACK + ":" + ports.get(1)));
    GaleraNode node = new GaleraNode(alone, application);
    try {
      node.start(true);
      node.awaitSynced(LIMIT);
      node.stop();
    } finally {
      if (node.isAlive()) {
        node.kill();
      }
    }
  }

  private static List<String> installation(GaleraNodeSpec spec, Path sql) {
    List<String> command = new ArrayList<>();
    command.add("mariadb-install-db");
    command.add("--no-defaults");
    command.add("--datadir=" + spec.data());
    command.add("--tmpdir=" + spec.temporary());
    command.add("--skip-test-db");
    command.add("--skip-name-resolve");
    command.add("--innodb-log-file-size=48M");
    command.add("--auth-root-authentication-method=socket");
    command.add("--extra-file=" + sql);
    if (System.getProperty("user.name").equals("root")) {
      command.add("--user=root");
    }
    return command;
  }

  private static String accounts(GaleraNodeSpec spec, String database, Account application) {
    StringBuilder sql = new StringBuilder();
    sql.append("FLUSH PRIVILEGES;\n");
    sql.append(
        "CREATE DATABASE `%s` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n".formatted(database));
    sql.append(account(application, "%"));
    sql.append("GRANT ALL ON *.* TO '%s'@'%%';\n".formatted(application.user()));
    spec.transferAccount()
        .ifPresent(
            transfer -> {
              sql.append(account(transfer, "localhost"));
              sql.append(
                  "GRANT RELOAD, PROCESS, LOCK TABLES, BINLOG MONITOR ON *.* TO '%s'@'localhost';\n"
                      .formatted(transfer.user()));
            });
    return sql.toString();
  }

  private static String account(Account account, String host) {
    return "CREATE USER '%s'@'%s' IDENTIFIED BY '%s';\n"
        .formatted(account.user(), host, account.password());
  }
}
