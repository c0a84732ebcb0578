package io.cooperage.galera.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the my.cnf of a node: durable, row based, certified, small. */
final class NodeConfiguration {

  private static final String PROVIDER = "/usr/lib/galera/libgalera_smm.so";

  private NodeConfiguration() {}

  static void write(GaleraNodeSpec spec) throws IOException {
    Files.createDirectories(spec.temporary());
    String text =
        settings(spec).entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining("\n", "[mariadbd]\n", "\n"));
    Files.deleteIfExists(spec.configuration());
    Files.createFile(
        spec.configuration(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(spec.configuration(), text);
  }

  private static Map<String, String> settings(GaleraNodeSpec spec) {
    Map<String, String> settings = new LinkedHashMap<>();
    server(spec, settings);
    replication(spec, settings);
    if (System.getProperty("user.name").equals("root")) {
      settings.put("user", "root");
    }
    settings.putAll(spec.serverOptions());
    return settings;
  }

  private static void server(GaleraNodeSpec spec, Map<String, String> settings) {
    settings.put("datadir", spec.data().toString());
    settings.put("tmpdir", spec.temporary().toString());
    settings.put("socket", spec.directory().resolve("mariadbd.sock").toString());
    settings.put("pid_file", spec.directory().resolve("mariadbd.pid").toString());
    settings.put("log_error", spec.log().toString());
    settings.put("bind_address", spec.address());
    settings.put("port", "" + spec.port());
    settings.put("skip_name_resolve", "ON");
    settings.put("skip_log_bin", "");
    settings.put("character_set_server", "utf8mb4");
    settings.put("collation_server", "utf8mb4_bin");
    settings.put("max_connections", "400");
    settings.put("performance_schema", "OFF");
    settings.put("default_storage_engine", "InnoDB");
    settings.put("binlog_format", "ROW");
    settings.put("transaction_isolation", "REPEATABLE-READ");
    settings.put("innodb_autoinc_lock_mode", "2");
    settings.put("innodb_flush_log_at_trx_commit", "1");
    settings.put("innodb_snapshot_isolation", "ON");
    settings.put("innodb_lock_wait_timeout", "3");
    settings.put("innodb_rollback_on_timeout", "ON");
    settings.put("innodb_buffer_pool_size", "96M");
    settings.put("innodb_log_file_size", "48M");
    settings.put("innodb_buffer_pool_dump_at_shutdown", "OFF");
    settings.put("innodb_buffer_pool_load_at_startup", "OFF");
    settings.put("idle_transaction_timeout", "30");
  }

  private static void replication(GaleraNodeSpec spec, Map<String, String> settings) {
    settings.put("wsrep_on", "ON");
    settings.put("wsrep_provider", PROVIDER);
    settings.put("wsrep_cluster_name", spec.cluster());
    settings.put("wsrep_cluster_address", "gcomm://" + String.join(",", spec.peers()));
    settings.put("wsrep_node_name", spec.name());
    settings.put("wsrep_node_address", spec.groupAddress());
    settings.put("wsrep_node_incoming_address", spec.address() + ":" + spec.port());
    // The same everywhere: only then is a commit position the same everywhere.
    settings.put("server_id", "1");
    settings.put("gtid_domain_id", "0");
    settings.put("wsrep_slave_threads", "4");
    settings.put("wsrep_mode", "REQUIRED_PRIMARY_KEY,STRICT_REPLICATION");
    settings.put("wsrep_max_ws_size", "33554432");
    settings.put("wsrep_retry_autocommit", "0");
    settings.put("wsrep_sst_method", spec.stateTransfer().method());
    settings.put("wsrep_sst_receive_address", spec.address() + ":" + spec.sstPort());
    spec.transferAccount()
        .ifPresent(
            account -> settings.put("wsrep_sst_auth", account.user() + ":" + account.password()));
    settings.put("wsrep_provider_options", '"' + providerOptions(spec) + '"');
  }

  private static String providerOptions(GaleraNodeSpec spec) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("gmcast.listen_addr", "tcp://" + spec.groupAddress());
    options.put("ist.recv_addr", spec.address() + ":" + spec.istPort());
    options.put("gcache.size", "64M");
    options.put("gcache.recover", "yes");
    options.put("pc.recovery", "true");
    options.put("repl.causal_read_timeout", "PT3S");
    options.putAll(spec.providerOptions());
    return options.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(";"));
  }
}
