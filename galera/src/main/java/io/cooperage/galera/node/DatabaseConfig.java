package io.cooperage.galera.node;

import java.time.Duration;
import java.util.Objects;

/**
 * How to reach the one local database node, and how patient to be with it.
 *
 * @param url JDBC URL of the local node, one host: {@code jdbc:mariadb://10.0.0.1:3306/name}
 * @param user database user
 * @param password its password, never printed
 * @param poolSize connections for {@code Transactions} and {@code Reads}; all are opened at start
 * @param poolWait how long a caller waits for a free connection
 * @param connectTimeout time for opening a connection
 * @param socketTimeout longest silence of the node during a statement; above the time in which the
 *     cluster gets over the loss of a member, below the time-out of the callers
 * @param lockWait how long a statement waits for a row lock
 * @param idleTransaction after this long without a statement the node ends an open transaction;
 *     below the time in which others give up waiting for its locks: a node does not always hear
 *     that a client is gone
 */
public record DatabaseConfig(
    String url,
    String user,
    String password,
    int poolSize,
    Duration poolWait,
    Duration connectTimeout,
    Duration socketTimeout,
    Duration lockWait,
    Duration idleTransaction) {

  public DatabaseConfig {
    if (!url.startsWith("jdbc:mariadb://")) {
      throw new IllegalArgumentException(
          "database.url is \"%s\"; it must look like jdbc:mariadb://HOST:3306/NAME".formatted(url));
    }
    if (url.substring("jdbc:mariadb://".length()).split("/", 2)[0].contains(",")) {
      throw new IllegalArgumentException(
          "database.url is \"%s\"; it must name one host, the local node".formatted(url));
    }
    Objects.requireNonNull(user, "database.user is missing");
    Objects.requireNonNull(password, "database.password is missing");
    if (poolSize < 1) {
      throw new IllegalArgumentException(
          "database.poolSize is %d; it must be 1 or more".formatted(poolSize));
    }
  }

  /** The safe defaults. */
  public static DatabaseConfig of(String url, String user, String password) {
    return new DatabaseConfig(
        url,
        user,
        password,
        16,
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(3),
        Duration.ofSeconds(2));
  }

  /** The same node with another number of connections. */
  public DatabaseConfig withPoolSize(int size) {
    return new DatabaseConfig(
        url,
        user,
        password,
        size,
        poolWait,
        connectTimeout,
        socketTimeout,
        lockWait,
        idleTransaction);
  }

  /** The same node with another limit for its silence during a statement. */
  public DatabaseConfig withSocketTimeout(Duration timeout) {
    return new DatabaseConfig(
        url,
        user,
        password,
        poolSize,
        poolWait,
        connectTimeout,
        timeout,
        lockWait,
        idleTransaction);
  }

  @Override
  public String toString() {
    return "DatabaseConfig[url=%s, user=%s, password=[REDACTED], poolSize=%d]"
        .formatted(url, user, poolSize);
  }
}
