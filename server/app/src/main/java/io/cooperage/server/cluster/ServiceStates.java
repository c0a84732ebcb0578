package io.cooperage.server.cluster;

import io.cooperage.api.ServiceState;
import io.cooperage.api.TaskAction;
import io.cooperage.api.catalog.Service;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How far the services of a machine are. Pure. */
public final class ServiceStates {
  private ServiceStates() {}

  /** After {@code action} of a service ended well. */
  public static Map<String, ServiceState> after(
      Map<String, ServiceState> states, TaskAction action, String service) {
    Map<String, ServiceState> next = new TreeMap<>(states);
    switch (action) {
      case CREATE, DELETE -> next.clear();
      case INSTALL -> next.put(service, ServiceState.INSTALLED);
      case CONFIGURE -> next.merge(service, ServiceState.CONFIGURED, ServiceStates::further);
      case INITIALIZE -> next.put(service, ServiceState.INITIALIZED);
      case START -> next.put(service, ServiceState.RUNNING);
      case STOP -> next.put(service, ServiceState.STOPPED);
      case REMOVE -> next.remove(service);
      case CONFIRM, BOOTSTRAP -> {
        return states;
      }
    }
    return next;
  }

  /** To configure again takes nothing back. */
  private static ServiceState further(ServiceState one, ServiceState other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Whether the service was set up to its end on a machine. */
  public static boolean isSetUp(Service service, Map<String, ServiceState> states) {
    Optional<ServiceState> needed = needed(service.actions().keySet());
    ServiceState reached = states.get(service.name());
    return needed.isEmpty() || (reached != null && reached.compareTo(needed.get()) >= 0);
  }

  /** Whether the service can be started and does not run. */
  public static boolean isIdle(Service service, Map<String, ServiceState> states) {
    return service.actions().containsKey(TaskAction.START)
        && states.get(service.name()) != ServiceState.RUNNING;
  }

  private static Optional<ServiceState> needed(Set<TaskAction> actions) {
    if (actions.contains(TaskAction.INITIALIZE)) {
      return Optional.of(ServiceState.INITIALIZED);
    }
    if (actions.contains(TaskAction.CONFIGURE)) {
      return Optional.of(ServiceState.CONFIGURED);
    }
    return actions.contains(TaskAction.INSTALL)
        ? Optional.of(ServiceState.INSTALLED)
        : Optional.empty();
  }
}
