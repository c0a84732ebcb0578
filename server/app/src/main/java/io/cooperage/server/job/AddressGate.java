package io.cooperage.server.job;

import com.fasterxml.jackson.databind.node.TextNode;
import io.cooperage.api.TaskAction;
import io.cooperage.server.cluster.ClusterSpec;
import io.cooperage.server.cluster.NodeRow;
import io.cooperage.server.macro.Macros;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the configuration speaks of the addresses of a service's machines, no service may be worked
 * on before those are confirmed: a gate behind their CONFIRMs holds back what follows the
 * BOOTSTRAPs. Pure.
 */
final class AddressGate {
  private AddressGate() {}

  /** The tasks with the gate, if {@code spec} needs one. */
  static List<TaskRow> insert(List<TaskRow> rows, List<NodeRow> nodes, ClusterSpec spec) {
    Set<String> services = new TreeSet<>(Macros.addressedServices(spec.config()));
    spec.services().values().stream()
        .flatMap(service -> service.document().actions().values().stream())
        .flatMap(action -> action.fields().values().stream())
        .forEach(text -> services.addAll(Macros.addressedServices(TextNode.valueOf(text))));
    Set<Integer> addressed = new TreeSet<>();
    nodes.stream()
        .filter(node -> node.services().stream().anyMatch(services::contains))
        .forEach(node -> addressed.add(node.number()));
    return addressed.isEmpty() ? rows : insert(rows, addressed);
  }

  private static List<TaskRow> insert(List<TaskRow> rows, Set<Integer> addressed) {
    Set<Integer> held = new TreeSet<>();
    int confirms = 0;
    for (TaskRow row : rows) {
      if (is(row, TaskAction.BOOTSTRAP)) {
        held.addAll(row.successors());
      } else if (is(row, TaskAction.CONFIRM) && addressed.contains(row.node())) {
        confirms++;
      }
    }
    if (confirms == 0 || held.isEmpty()) {
      return rows;
    }
    int gate = rows.get(rows.size() - 1).id().number() + 1;
    List<TaskRow> result = new ArrayList<>(rows.size() + 1);
    int stage = 0;
    for (TaskRow row : rows) {
      if (is(row, TaskAction.CONFIRM) && addressed.contains(row.node())) {
        List<Integer> successors = new ArrayList<>(row.successors());
        successors.add(gate);
        result.add(row.withEdges(successors, row.predecessors()));
        stage = row.stage() + 1;
      } else if (held.contains(row.id().number())) {
        result.add(row.withEdges(row.successors(), row.predecessors() + 1));
      } else {
        result.add(row);
      }
    }
    result.add(
        TaskRow.planned(
            rows.get(0).id().job().task(gate),
            Optional.empty(),
            0,
            "",
            "",
            stage,
            List.copyOf(held),
            confirms));
    return result;
  }

  private static boolean is(TaskRow row, TaskAction action) {
    return row.action().filter(action::equals).isPresent();
  }
}
