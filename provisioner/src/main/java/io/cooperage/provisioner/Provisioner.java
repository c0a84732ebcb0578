package io.cooperage.provisioner;

import com.codahale.metrics.MetricRegistry;
import io.cooperage.client.ClientConfig;
import io.cooperage.client.CooperageClient;
import io.cooperage.provisioner.configuration.ConfigException;
import io.cooperage.provisioner.configuration.MetricsConfig;
import io.cooperage.provisioner.configuration.ProvisionerConfig;
import io.cooperage.provisioner.configuration.SshConfig;
import io.cooperage.provisioner.configuration.WorkerConfig;
import io.cooperage.provisioner.machine.MachineException;
import io.cooperage.provisioner.machine.Machines;
import io.cooperage.provisioner.plugin.PluginServices;
import io.cooperage.provisioner.plugin.Plugins;
import io.cooperage.provisioner.resource.ResourceCache;
import io.cooperage.provisioner.rest.RestInventory;
import io.cooperage.provisioner.rest.RestWorkerApi;
import io.cooperage.provisioner.worker.Journal;
import io.cooperage.provisioner.worker.Worker;
import io.cooperage.provisioner.worker.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The composition root: everything that a provisioner is made of, started and stopped together. */
final class Provisioner {
  private static final long MEGABYTE = 1_000_000;

  private final Worker worker;
  private final Journal journal;
  private final Optional<Machines> machines;
  private final Metrics metrics;

  private Provisioner(
      Worker worker, Journal journal, Optional<Machines> machines, Metrics metrics) {
    this.worker = worker;
    this.journal = journal;
    this.machines = machines;
    this.metrics = metrics;
  }

  static Provisioner open(ProvisionerConfig config) throws IOException {
    MetricRegistry registry = new MetricRegistry();
    ClientConfig client =
        ClientConfig.of(
            config.server().url(), Files.readString(config.server().tokenFile()).strip());
    Optional<Machines> machines = config.ssh().map(Provisioner::openMachines);
    Journal journal = openJournal(config.worker());
    Worker worker =
        new Worker(
            settings(config.worker()),
            new RestWorkerApi(client),
            plugins(config, client, machines),
            journal,
            System::nanoTime,
            registry);
    return new Provisioner(worker, journal, machines, showMetrics(registry, config.metrics()));
  }

  private static Plugins plugins(
      ProvisionerConfig config, ClientConfig client, Optional<Machines> machines) {
    RestInventory inventory = new RestInventory(new CooperageClient(client));
    ResourceCache cache =
        new ResourceCache(
            config.worker().workDirectory().resolve("resources"),
            config.worker().cacheMegabytes() * MEGABYTE,
            inventory,
            Clock.systemUTC());
    return Plugins.load(new PluginServices(inventory, cache, machines));
  }

  private static WorkerSettings settings(WorkerConfig config) {
    return new WorkerSettings(
        config.name(),
        config.capacity(),
        config.labels(),
        config.pollWait(),
        config.leaseMargin(),
        config.shutdownGrace());
  }

  private static Machines openMachines(SshConfig config) {
    try {
      return Machines.open(config.privateKeyFile(), config.timeout());
    } catch (MachineException e) {
      throw new ConfigException("ssh.privateKeyFile: " + e.getMessage(), e);
    }
  }

  private static Journal openJournal(WorkerConfig config) {
    try {
      Files.createDirectories(config.workDirectory());
      return Journal.open(
          config.workDirectory().resolve("journal.jsonl"), config.name(), Clock.systemUTC());
    } catch (IOException e) {
      throw new ConfigException(
          "worker.workDirectory is %s, where no journal can be written (%s): give a directory that the provisioner may write."
              .formatted(config.workDirectory(), e),
          e);
    }
  }

  private static Metrics showMetrics(MetricRegistry registry, MetricsConfig config) {
    try {
      return Metrics.show(registry, config);
    } catch (IOException e) {
      throw new ConfigException(
          "metrics.port is %d, where nothing can listen (%s): give a port that is free, or 0 for none."
              .formatted(config.port(), e.getMessage()),
          e);
    }
  }

  /** Completed when it can work no more, and is to be stopped. */
  CompletableFuture<UncheckedIOException> broken() {
    return worker.broken();
  }

  void start() {
    worker.start();
  }

  void stop() throws Exception {
    worker.stop();
    machines.ifPresent(Machines::close);
    journal.close();
    metrics.close();
  }
}
