package io.cooperage.server.plan;

import static io.cooperage.api.TaskAction.BOOTSTRAP;
import static io.cooperage.api.TaskAction.CONFIGURE;
import static io.cooperage.api.TaskAction.CONFIRM;
import static io.cooperage.api.TaskAction.CREATE;
import static io.cooperage.api.TaskAction.DELETE;
import static io.cooperage.api.TaskAction.INITIALIZE;
import static io.cooperage.api.TaskAction.INSTALL;
import static io.cooperage.api.TaskAction.REMOVE;
import static io.cooperage.api.TaskAction.START;
import static io.cooperage.api.TaskAction.STOP;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.TaskAction;
import java.util.List;
import java.util.Set;

/** Which actions an operation takes, in order; the one place that knows. */
final class OperationTable {
  private static final Set<TaskAction> SET_UP =
      Set.of(CREATE, CONFIRM, BOOTSTRAP, INSTALL, CONFIGURE, INITIALIZE, START);

  private static final List<TaskAction> REPAIR =
      List.of(
          CREATE, CONFIRM, BOOTSTRAP, INSTALL, STOP, CONFIGURE, INITIALIZE, START, REMOVE, DELETE);

  private OperationTable() {}

  /**
   * All actions that an operation may take, in order. A reconfiguration may have to finish what a
   * failed operation left: {@link #ofMachine} and {@link #ofService} say which it takes where.
   */
  static List<TaskAction> order(ClusterOperation operation) {
    return reconfigures(operation) ? REPAIR : actions(operation);
  }

  static List<TaskAction> actions(ClusterOperation operation) {
    return switch (operation) {
      case CREATE, SCALE_UP ->
          List.of(CREATE, CONFIRM, BOOTSTRAP, INSTALL, CONFIGURE, INITIALIZE, START);
      case DELETE -> List.of(STOP, DELETE);
      case RECONFIGURE -> List.of(BOOTSTRAP, CONFIGURE);
      case RECONFIGURE_WITH_RESTART -> List.of(BOOTSTRAP, STOP, CONFIGURE, START);
      case ADD_SERVICES -> List.of(BOOTSTRAP, INSTALL, CONFIGURE, INITIALIZE, START);
      case REMOVE_SERVICES -> List.of(STOP, REMOVE);
      case START_SERVICES -> List.of(START);
      case STOP_SERVICES -> List.of(STOP);
      case RESTART_SERVICES -> List.of(STOP, START);
      case SCALE_DOWN -> List.of(STOP, REMOVE, DELETE);
    };
  }

  static boolean reconfigures(ClusterOperation operation) {
    return operation == ClusterOperation.RECONFIGURE
        || operation == ClusterOperation.RECONFIGURE_WITH_RESTART;
  }

  /** What a reconfiguration does to a machine as a whole. */
  static Set<TaskAction> ofMachine(PlanNode.Duty duty) {
    return switch (duty) {
      case MAKE -> SET_UP;
      case KEEP -> Set.of(BOOTSTRAP);
      case LEAVE -> Set.of(DELETE);
    };
  }

  /** What a reconfiguration does to a service on a machine. */
  static Set<TaskAction> ofService(PlanRequest request, PlanNode node, String service) {
    boolean leaves = request.leaving().contains(service);
    return switch (node.duty()) {
      case LEAVE -> Set.of();
      case MAKE -> leaves ? Set.of() : SET_UP;
      case KEEP -> {
        boolean unfinished = node.unfinished().contains(service);
        if (leaves) {
          yield unfinished ? Set.of(REMOVE) : Set.of(STOP, REMOVE);
        }
        if (unfinished) {
          yield SET_UP;
        }
        if (request.operation() == ClusterOperation.RECONFIGURE_WITH_RESTART) {
          yield request.resting().contains(service)
              ? Set.of(CONFIGURE)
              : Set.of(STOP, CONFIGURE, START);
        }
        yield node.idle().contains(service) ? Set.of(CONFIGURE, START) : Set.of(CONFIGURE);
      }
    };
  }

  /** Actions of a machine as a whole; the others are of a service on a machine. */
  static boolean ofNode(TaskAction action) {
    return switch (action) {
      case CREATE, CONFIRM, BOOTSTRAP, DELETE -> true;
      case INSTALL, CONFIGURE, INITIALIZE, START, STOP, REMOVE -> false;
    };
  }
}
