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

/** Which actions an operation takes, in order; the one place that knows. */
final class OperationTable {
  private OperationTable() {}

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

  /** Actions of a machine as a whole; the others are of a service on a machine. */
  static boolean ofNode(TaskAction action) {
    return switch (action) {
      case CREATE, CONFIRM, BOOTSTRAP, DELETE -> true;
      case INSTALL, CONFIGURE, INITIALIZE, START, STOP, REMOVE -> false;
    };
  }
}
