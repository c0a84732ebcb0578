package io.cooperage.cli;

import io.cooperage.client.ClusterOperations;
import io.cooperage.client.ClusterOperations.Wish;
import io.cooperage.client.CooperageClient;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cooperage cluster services}. */
@Command(
    name = "services",
    description = "Add, remove, start, stop and restart the services of a cluster.",
    subcommands = {
      ClusterServicesCommand.Add.class,
      ClusterServicesCommand.Remove.class,
      ClusterServicesCommand.Start.class,
      ClusterServicesCommand.Stop.class,
      ClusterServicesCommand.Restart.class
    })
final class ClusterServicesCommand extends GroupCommand {

  /** Something to be done with services of a cluster. */
  private abstract static class OnCluster extends ApiCommand {
    @Mixin private OperationOptions operation;

    abstract Wish wish(ClusterOperations cluster);

    @Override
    final void run(CooperageClient client, Terminal terminal) {
      operation.run(wish(client.clusters().of(operation.id())), client, terminal);
    }
  }

  /** {@code cluster services add}. */
  @Command(name = "add", description = "Put services on the machines that are there.")
  static final class Add extends OnCluster {
    @Parameters(index = "1..*", arity = "1..*", paramLabel = "SERVICE", description = "Which.")
    private List<String> services;

    @Override
    Wish wish(ClusterOperations cluster) {
      return cluster.addServices(services);
    }
  }

  /** {@code cluster services remove}. */
  @Command(name = "remove", description = "Stop and remove services.")
  static final class Remove extends OnCluster {
    @Parameters(index = "1..*", arity = "1..*", paramLabel = "SERVICE", description = "Which.")
    private List<String> services;

    @Override
    Wish wish(ClusterOperations cluster) {
      return cluster.removeServices(services);
    }
  }

  /** {@code cluster services start}. */
  @Command(name = "start", description = "Start a service and what it needs, or all.")
  static final class Start extends OnCluster {
    @Parameters(index = "1", arity = "0..1", paramLabel = "SERVICE", description = "Default: all.")
    private Optional<String> service;

    @Override
    Wish wish(ClusterOperations cluster) {
      return cluster.start(service);
    }
  }

  /** {@code cluster services stop}. */
  @Command(name = "stop", description = "Stop a service and what depends on it, or all.")
  static final class Stop extends OnCluster {
    @Parameters(index = "1", arity = "0..1", paramLabel = "SERVICE", description = "Default: all.")
    private Optional<String> service;

    @Override
    Wish wish(ClusterOperations cluster) {
      return cluster.stop(service);
    }
  }

  /** {@code cluster services restart}. */
  @Command(name = "restart", description = "Restart a service and what depends on it, or all.")
  static final class Restart extends OnCluster {
    @Parameters(index = "1", arity = "0..1", paramLabel = "SERVICE", description = "Default: all.")
    private Optional<String> service;

    @Override
    Wish wish(ClusterOperations cluster) {
      return cluster.restart(service);
    }
  }
}
