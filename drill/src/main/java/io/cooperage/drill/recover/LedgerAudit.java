package io.cooperage.drill.recover;

import io.cooperage.api.ClusterId;
import io.cooperage.drill.history.FinalView;
import io.cooperage.drill.history.Ledger;
import io.cooperage.drill.history.LostWrites;
import io.cooperage.drill.history.ObservedCluster;
import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.OperationKind;
import io.cooperage.drill.history.Outcome;
import io.cooperage.galera.recovery.NodeQueries;
import io.cooperage.galera.recovery.RecoveryAudit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Each create that the clients of a drill had acknowledged has its row on every node. */
final class LedgerAudit implements RecoveryAudit {

  private static final String CLUSTERS = "SELECT id, name FROM cooperage.cluster";

  private final List<Operation> creates;

  private LedgerAudit(List<Operation> operations) {
    this.creates =
        operations.stream()
            .filter(operation -> operation.kind() == OperationKind.CREATE)
            .filter(operation -> operation.outcome() == Outcome.OK)
            .toList();
  }

  static LedgerAudit read(Path ledger) {
    return new LedgerAudit(Ledger.read(ledger).operations());
  }

  @Override
  public String name() {
    return "the ledger's %d acknowledged creates".formatted(creates.size());
  }

  @Override
  public List<String> complaints(NodeQueries queries, List<String> nodes) {
    List<FinalView> views =
        nodes.stream().map(node -> view(node, queries.ask(node, CLUSTERS))).toList();
    return LostWrites.check(creates, views).stream()
        .map(lost -> lost.subject() + ": " + lost.detail())
        .toList();
  }

  private static FinalView view(String node, Map<String, String> clusters) {
    return new FinalView(
        node,
        clusters.entrySet().stream()
            .map(
                row ->
                    new ObservedCluster(
                        ClusterId.parse(row.getKey()).toString(), row.getValue(), "", Map.of()))
            .toList());
  }
}
