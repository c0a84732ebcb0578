package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.ServiceState;
import io.cooperage.api.TaskAction;
import io.cooperage.api.catalog.Service;
import io.cooperage.server.web.Json;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServiceStatesTest {
  private static Service service(TaskAction... actions) {
    String documents =
        Arrays.stream(actions)
            .map(action -> "\"%s\":{\"type\":\"sim\",\"fields\":{}}".formatted(action.wire()))
            .collect(Collectors.joining(","));
    return Json.read(
        "{\"name\":\"s\",\"provisioner\":{\"actions\":{%s}}}".formatted(documents), Service.class);
  }

  private static Map<String, ServiceState> after(TaskAction... actions) {
    Map<String, ServiceState> states = Map.of();
    for (TaskAction action : actions) {
      states = ServiceStates.after(states, action, "s");
    }
    return states;
  }

  @Test
  void aServiceIsSetUpByTheLastOfItsActionsBeforeTheStart() {
    Service service = service(TaskAction.INSTALL, TaskAction.CONFIGURE, TaskAction.START);
    assertThat(ServiceStates.isSetUp(service, after())).isFalse();
    assertThat(ServiceStates.isSetUp(service, after(TaskAction.INSTALL))).isFalse();
    assertThat(ServiceStates.isSetUp(service, after(TaskAction.INSTALL, TaskAction.CONFIGURE)))
        .isTrue();
    assertThat(ServiceStates.isSetUp(service(TaskAction.START), after())).isTrue();
  }

  @Test
  void toConfigureARunningServiceDoesNotStopIt() {
    assertThat(after(TaskAction.CONFIGURE, TaskAction.START, TaskAction.CONFIGURE))
        .isEqualTo(Map.of("s", ServiceState.RUNNING));
  }

  @Test
  void aServiceThatIsStoppedOrNotYetStartedIsIdleIfItCanBeStarted() {
    Service service = service(TaskAction.START, TaskAction.STOP);
    assertThat(ServiceStates.isIdle(service, after())).isTrue();
    assertThat(ServiceStates.isIdle(service, after(TaskAction.START))).isFalse();
    assertThat(ServiceStates.isIdle(service, after(TaskAction.START, TaskAction.STOP))).isTrue();
    assertThat(ServiceStates.isIdle(service(TaskAction.INSTALL), after())).isFalse();
  }

  @Test
  void nothingIsLeftOfAServiceThatWasRemovedOrWhoseMachineIsMadeAgain() {
    assertThat(after(TaskAction.START, TaskAction.STOP, TaskAction.REMOVE)).isEmpty();
    assertThat(after(TaskAction.START, TaskAction.CREATE)).isEmpty();
  }
}
