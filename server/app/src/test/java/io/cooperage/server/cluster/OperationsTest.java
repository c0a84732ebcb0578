package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.ReconfigureRequest;
import io.cooperage.api.ScaleRequest;
import io.cooperage.server.cluster.ClusterSpec.Intent;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What operations make of a cluster, without a database. */
class OperationsTest {
  private static ReconfigureRequest request(String config, boolean merge, boolean drop) {
    return new ReconfigureRequest(
        Optional.ofNullable(config).map(OperationsTest::json),
        Optional.of(merge),
        Optional.empty(),
        Optional.of(drop));
  }

  private static JsonNode json(String text) {
    return Json.read(text, JsonNode.class);
  }

  private static Presents pair() {
    return Presents.cluster().service("store").service("web", "store");
  }

  @Test
  void aConfigurationIsReplacedMergedOrKept() {
    Present present = pair().node(1000, "store", "web").build();
    assertThat(Reconfiguration.of(present, request("{\"x\": 1}", false, false)).spec().config())
        .isEqualTo(json("{\"x\": 1}"));
    assertThat(
            Reconfiguration.of(present, request("{\"b\": {\"d\": 3}}", true, false))
                .spec()
                .config())
        .isEqualTo(json("{\"a\": 1, \"b\": {\"c\": 2, \"d\": 3}}"));
    assertThat(Reconfiguration.of(present, request(null, false, false)).spec().config())
        .isEqualTo(present.spec().config());
    assertThatThrownBy(
            () -> Reconfiguration.of(present, request("{\"x\": \"%nonsense%\"}", false, false)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
  }

  @Test
  void onlyAnInconsistentClusterIsRepaired() {
    assertThat(
            Reconfiguration.of(pair().node(1000, "store").build(), request(null, false, true))
                .order()
                .repairs())
        .isFalse();
    Present broken = pair().node(1000, "store").inconsistent(Intent.NONE).build();
    assertThat(Reconfiguration.of(broken, request(null, false, false)).order().repairs()).isTrue();
  }

  @Test
  void machinesThatCameAndWereNotFinishedAreDroppedAndTheOthersStay() {
    Present present =
        pair()
            .node(1000, "store", "web")
            .node(1001, "running", List.of("web"), List.of("web"))
            .node(1002, "running", List.of("web"), List.of())
            .node(1003, "pending", List.of("web"), List.of())
            .inconsistent(new Intent(Set.of(), Set.of(1001, 1002, 1003), Set.of()))
            .build();
    Future dropped = Reconfiguration.of(present, request(null, false, true));
    assertThat(dropped.nodes().stream().filter(node -> !node.stays()).map(NodeRow::number))
        .containsExactly(1002, 1003);
    assertThat(dropped.spec().layout()).extracting(layout -> layout.count()).containsExactly(1, 1);
    assertThat(Reconfiguration.of(present, request(null, false, false)).nodes())
        .allMatch(NodeRow::stays);
  }

  @Test
  void aMachineThatWasThereIsNeverDroppedForAServiceThatCame() {
    Present present =
        pair()
            .service("cache")
            .service("reader", "cache")
            .node(1000, "running", List.of("store", "cache"), List.of("store"))
            .node(1001, "store", "cache", "reader")
            .inconsistent(new Intent(Set.of("cache", "reader"), Set.of(), Set.of()))
            .build();
    Future dropped = Reconfiguration.of(present, request(null, false, true));
    assertThat(dropped.nodes()).allMatch(NodeRow::stays);
    assertThat(dropped.spec().intent().removedServices())
        .as("and what requires it goes with it")
        .containsExactlyInAnyOrder("cache", "reader");
  }

  @Test
  void whatIsStoppedRestsWithItsDependentsUntilItIsStarted() {
    Present running = pair().node(1000, "store", "web").build();
    assertThat(ServiceWork.stop(running, Optional.of("store")).spec().resting())
        .containsExactlyInAnyOrder("store", "web");
    Present resting = pair().node(1000, "store", "web").resting("store", "web").build();
    assertThat(ServiceWork.start(resting, Optional.of("store")).spec().resting())
        .containsExactly("web");
    assertThat(ServiceWork.start(resting, Optional.of("web")).spec().resting()).isEmpty();
    assertThat(ServiceWork.restart(resting, Optional.empty()).spec().resting())
        .containsExactlyInAnyOrder("store", "web");
    assertThat(ServiceWork.restart(resting, Optional.of("web")).spec().resting()).isEmpty();
  }

  @Test
  void whatIsRemovedStaysOnItsMachinesUntilTheEnd() {
    Present present = pair().node(1000, "store", "web").build();
    Future future = ServiceWork.remove(present, List.of("web"));
    assertThat(future.changed(present.nodes())).isEmpty();
    assertThat(future.spec().services()).containsKey("web");
    assertThat(future.spec().intent().removedServices()).containsExactly("web");
    assertThat(future.spec().layout().get(0).services()).containsExactly("store");
    assertThat(future.order().operation()).isEqualTo(ClusterOperation.REMOVE_SERVICES);
  }

  @Test
  void aRequestToScaleSaysOneThing() {
    assertThatThrownBy(() -> ScaleRules.check(scale(Optional.of(3), Optional.of(List.of(1000)))))
        .hasMessageContaining("exactly one");
    assertThatThrownBy(() -> ScaleRules.check(scale(Optional.empty(), Optional.empty())))
        .hasMessageContaining("exactly one");
    assertThatThrownBy(() -> ScaleRules.check(scale(Optional.of(0), Optional.empty())))
        .hasMessageContaining("numMachines is 0");
    assertThatThrownBy(
            () -> ScaleRules.check(scale(Optional.empty(), Optional.of(List.of(1000, 1000)))))
        .hasMessageContaining("twice");
  }

  private static ScaleRequest scale(Optional<Integer> machines, Optional<List<Integer>> nodes) {
    return new ScaleRequest(machines, Optional.empty(), nodes, Optional.empty());
  }
}
