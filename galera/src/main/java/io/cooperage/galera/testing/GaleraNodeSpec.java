package io.cooperage.galera.testing;

import io.cooperage.galera.node.FailureDetector;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where and how one node runs. Immutable; start from {@link #of} and change what differs.
 *
 * @param name of the node, unique in the cluster
 * @param directory everything of this node: data, log, socket, configuration
 * @param address that it binds to and that the others reach it by
 * @param port of SQL
 * @param groupPort of the group's replication
 * @param istPort on which it receives incremental state
 * @param sstPort on which it receives the whole state
 * @param cluster name of the cluster
 * @param peers address:groupPort of all members
 * @param stateTransfer how it gets the whole state
 * @param transferAccount used by MARIABACKUP on the donor
 * @param commandPrefix put before the command, such as {@code ip netns exec NAME}; must end in exec
 *     so that the process keeps its number
 * @param providerOptions wsrep_provider_options over the defaults, such as gmcast.segment
 * @param serverOptions settings of the section [mariadbd] over the defaults
 */
public record GaleraNodeSpec(
    String name,
    Path directory,
    String address,
    int port,
    int groupPort,
    int istPort,
    int sstPort,
    String cluster,
    List<String> peers,
    StateTransfer stateTransfer,
    Optional<Account> transferAccount,
    List<String> commandPrefix,
    Map<String, String> providerOptions,
    Map<String, String> serverOptions) {

  public GaleraNodeSpec {
    peers = List.copyOf(peers);
    commandPrefix = List.copyOf(commandPrefix);
    providerOptions = Map.copyOf(providerOptions);
    serverOptions = Map.copyOf(serverOptions);
    directory = directory.toAbsolutePath();
  }

  /**
   * A node with the usual ports, mariabackup and the one-second failure detector.
   *
   * @param transfer account that mariabackup uses on the donor; {@link DataDirectories} makes it
   */
  public static GaleraNodeSpec of(String name, Path directory, String address, Account transfer) {
    return new GaleraNodeSpec(
        name,
        directory,
        address,
        3306,
        4567,
        4568,
        4444,
        "galera",
        List.of(address + ":4567"),
        StateTransfer.MARIABACKUP,
        Optional.of(transfer),
        List.of(),
        FailureDetector.CONTINENT.options(),
        Map.of());
  }

  /** With other ports, for several nodes on one address. */
  public GaleraNodeSpec withPorts(int sql, int group, int ist, int sst) {
    return new GaleraNodeSpec(
        name,
        directory,
        address,
        sql,
        group,
        ist,
        sst,
        cluster,
        peers,
        stateTransfer,
        transferAccount,
        commandPrefix,
        providerOptions,
        serverOptions);
  }

  /** As a member of a cluster; peers as address:groupPort. */
  public GaleraNodeSpec withCluster(String clusterName, List<String> members) {
    return new GaleraNodeSpec(
        name,
        directory,
        address,
        port,
        groupPort,
        istPort,
        sstPort,
        clusterName,
        members,
        stateTransfer,
        transferAccount,
        commandPrefix,
        providerOptions,
        serverOptions);
  }

  /** Getting the whole state through rsync, which works for an ordinary user only. */
  public GaleraNodeSpec withRsync() {
    return new GaleraNodeSpec(
        name,
        directory,
        address,
        port,
        groupPort,
        istPort,
        sstPort,
        cluster,
        peers,
        StateTransfer.RSYNC,
        Optional.empty(),
        commandPrefix,
        providerOptions,
        serverOptions);
  }

  /** Started through a command, such as {@code ip netns exec NAME}. */
  public GaleraNodeSpec withCommandPrefix(List<String> prefix) {
    return new GaleraNodeSpec(
        name,
        directory,
        address,
        port,
        groupPort,
        istPort,
        sstPort,
        cluster,
        peers,
        stateTransfer,
        transferAccount,
        prefix,
        providerOptions,
        serverOptions);
  }

  /** With more wsrep provider options; they win over those before. */
  public GaleraNodeSpec withProviderOptions(Map<String, String> more) {
    return new GaleraNodeSpec(
        name,
        directory,
        address,
        port,
        groupPort,
        istPort,
        sstPort,
        cluster,
        peers,
        stateTransfer,
        transferAccount,
        commandPrefix,
        merge(providerOptions, more),
        serverOptions);
  }

  /** With more server settings; they win over those before. */
  public GaleraNodeSpec withServerOptions(Map<String, String> more) {
    return new GaleraNodeSpec(
        name,
        directory,
        address,
        port,
        groupPort,
        istPort,
        sstPort,
        cluster,
        peers,
        stateTransfer,
        transferAccount,
        commandPrefix,
        providerOptions,
        merge(serverOptions, more));
  }

  /** Where the others reach its replication. */
  public String groupAddress() {
    return address + ":" + groupPort;
  }

  /** JDBC URL of a database on this node. */
  public String jdbcUrl(String database) {
    return "jdbc:mariadb://%s:%d/%s".formatted(address, port, database);
  }

  /** The data directory. */
  public Path data() {
    return directory.resolve("data");
  }

  /**
   * For temporary files. Its own: a server that starts deletes those of all others that share its
   * directory.
   */
  public Path temporary() {
    return directory.resolve("tmp");
  }

  /** The server's own log. */
  public Path log() {
    return directory.resolve("mariadbd.log");
  }

  /** The server's configuration file. */
  public Path configuration() {
    return directory.resolve("my.cnf");
  }

  private static Map<String, String> merge(Map<String, String> base, Map<String, String> over) {
    Map<String, String> merged = new LinkedHashMap<>(base);
    merged.putAll(over);
    return merged;
  }
}
