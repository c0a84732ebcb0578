package io.cooperage.galera.watchdog;

import io.cooperage.galera.node.DatabaseConfig;
import java.nio.file.Path;

/**
 * All that a watchdog must be told.
 *
 * @param node its name, another one for each node of the group
 * @param database the local node, with a schema for the canaries and an account that may CREATE,
 *     SELECT, INSERT and UPDATE there, and nothing else
 * @param dataDirectory of the local node; the watchdog may write there
 * @param pidFile holds the number of the server's process; not on the disk of the data
 * @param stateFile where the watchdog says how things are; not on the disk of the data
 */
public record WatchdogConfig(
    String node,
    DatabaseConfig database,
    Path dataDirectory,
    Path pidFile,
    Path stateFile,
    WatchdogLimits limits) {

  public WatchdogConfig {
    if (!node.matches("[\\w.-]{1,64}")) {
      throw new IllegalArgumentException(
          "node is \"%s\"; it must be 1 to 64 letters, digits, dots, dashes or underscores"
              .formatted(node));
    }
    if (stateFile.toAbsolutePath().startsWith(dataDirectory.toAbsolutePath())
        || pidFile.toAbsolutePath().startsWith(dataDirectory.toAbsolutePath())) {
      throw new IllegalArgumentException(
          "stateFile (%s) and pidFile (%s) must not be in the data directory (%s), whose disk may hang"
              .formatted(stateFile, pidFile, dataDirectory));
    }
  }
}
