package io.cooperage.cli;

import io.cooperage.api.ClusterView;
import io.cooperage.api.ScaleRequest;
import io.cooperage.api.ScaleRequest.AddedLayout;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.UnreachableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cooperage cluster scale}. */
@Command(name = "scale", description = "Give a cluster more machines, or fewer.")
final class ScaleCommand extends ApiCommand {
  @Mixin private OperationOptions operation;

  @ArgGroup(multiplicity = "1")
  private Change change;

  @Option(
      names = "--force",
      description = "Delete machines that leave without stopping and removing their services.")
  private boolean force;

  /** One of them. */
  static final class Change {
    @Option(
        names = {"-n", "--machines"},
        paramLabel = "COUNT",
        description = "How many it is to have; which leave is chosen from the last.")
    private Integer machines;

    @Option(
        names = "--add",
        paramLabel = "COUNT:SERVICE,…",
        description = "New machines that carry these services; may be repeated.")
    private List<String> layouts;

    @Option(
        names = "--remove",
        split = ",",
        paramLabel = "NUMBER",
        description = "The machines that are to leave, such as 1002.")
    private List<Integer> nodes;
  }

  @Override
  void run(CooperageClient client, Terminal terminal) {
    ScaleRequest request =
        new ScaleRequest(
            Optional.ofNullable(change.machines),
            Optional.ofNullable(change.layouts).map(this::layouts),
            Optional.ofNullable(change.nodes),
            Optional.of(force));
    operation.run(client.clusters().of(operation.id()).scale(request), client, terminal);
    if (!operation.isDryRun()) {
      hint(client).ifPresent(terminal::say);
    }
  }

  /** None where the cluster cannot be read: the scale was accepted all the same. */
  private Optional<String> hint(CooperageClient client) {
    try {
      ClusterView cluster = client.clusters().get(operation.id());
      return ReconfigureHint.of(cluster.id(), cluster.config());
    } catch (ApiException | UnreachableException e) {
      return Optional.empty();
    }
  }

  private List<AddedLayout> layouts(List<String> texts) {
    List<AddedLayout> layouts = new ArrayList<>();
    for (String text : texts) {
      String[] parts = text.split(":", 2);
      if (parts.length < 2 || !parts[0].matches("\\d{1,5}") || parts[1].isBlank()) {
        throw usage("--add is \"%s\"; write for example 2:web,cache".formatted(text));
      }
      layouts.add(
          new AddedLayout(
              Integer.parseInt(parts[0]),
              List.of(parts[1].split(",")),
              Optional.empty(),
              Optional.empty()));
    }
    return layouts;
  }
}
