package io.cooperage.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.ScaleRequest;
import io.cooperage.api.ScaleRequest.AddedLayout;
import io.cooperage.api.SyncRequest;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.server.catalog.MergedTemplate;
import io.cooperage.server.layout.ExactSolver;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** More and fewer machines, more services, other versions, with the real solver. */
class ScalingTest {
  private static final String SHOP =
      "{'name':'shop','constraints':{'layout':{'cantcoexist':[['store','web']]},'services':"
          + "{'store':{'quantities':{'min':1,'max':1}},'web':{'quantities':{'min':2,'max':%d}}}}}";

  /** A catalogue that has what {@link Presents} has, with one type of machine more. */
  private static final class Catalogue implements SpecSource {
    private final Map<String, ClusterSpec.ServiceSpec> services =
        Presents.cluster()
            .service("store")
            .service("web")
            .service("cache", "store")
            .build()
            .spec()
            .services();
    private ClusterTemplate template = template(SHOP.formatted(5));

    @Override
    public Latest latest(Present present, Collection<String> names) {
      Map<String, ClusterSpec.ServiceSpec> found = new LinkedHashMap<>();
      services.forEach(
          (name, service) -> {
            if (names.contains(name)) {
              found.put(name, service);
            }
          });
      return new Latest(
          found,
          Map.of(
              "large", new ClusterSpec.TypeSpec(3, Map.of("flavor", "l")),
              "small", new ClusterSpec.TypeSpec(2, Map.of("flavor", "new"))),
          Map.of("linux", new ClusterSpec.TypeSpec(2, Map.of("image", "new"))));
    }

    @Override
    public Renewed renewed(Present present) {
      return new Renewed(
          new MergedTemplate(4, template),
          Optional.of(present.spec().provider()),
          latest(present, present.spec().services().keySet()));
    }
  }

  private final Catalogue catalogue = new Catalogue();
  private final Scaling scaling = new Scaling(catalogue, new ExactSolver());
  private final ServiceAddition addition = new ServiceAddition(catalogue, new ExactSolver());
  private final TemplateSync sync = new TemplateSync(catalogue);

  private static ClusterTemplate template(String json) {
    return Json.read(json.replace('\'', '"'), ClusterTemplate.class);
  }

  private static Presents shop() {
    return Presents.cluster()
        .template(SHOP.formatted(5))
        .service("store")
        .service("web")
        .node(1000, "web")
        .node(1001, "web")
        .node(1002, "store");
  }

  private static ScaleRequest machines(int count) {
    return new ScaleRequest(
        Optional.of(count), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static ScaleRequest without(boolean force, Integer... numbers) {
    return new ScaleRequest(
        Optional.empty(), Optional.empty(), Optional.of(List.of(numbers)), Optional.of(force));
  }

  private static ScaleRequest with(String hardware, String... services) {
    AddedLayout layout =
        new AddedLayout(1, List.of(services), Optional.ofNullable(hardware), Optional.empty());
    return new ScaleRequest(
        Optional.empty(), Optional.of(List.of(layout)), Optional.empty(), Optional.empty());
  }

  private static void refused(ThrowingCallable call, ErrorCode code, String saying) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(saying);
  }

  @Test
  void newMachinesGetNumbersThatTheClusterNeverHad() {
    Present present = shop().lastNode(1007).build();
    Future grown = scaling.change(present, machines(5));
    List<NodeRow> added = grown.added(present.nodes());
    assertThat(added).extracting(NodeRow::number).containsExactly(1008, 1009);
    assertThat(added).allMatch(node -> node.services().equals(List.of("web")));
    assertThat(added.get(0).hostname()).isEqualTo("c7-1008.local");
    assertThat(grown.order().operation()).isEqualTo(ClusterOperation.SCALE_UP);
    assertThat(grown.order().nodes()).containsExactlyInAnyOrder(1008, 1009);
    assertThat(grown.spec().intent().addedNodes()).containsExactlyInAnyOrder(1008, 1009);
    assertThat(grown.spec().layout()).extracting(layout -> layout.count()).contains(1, 2);
    assertThat(grown.changed(present.nodes())).isEmpty();
  }

  @Test
  void aClusterKeepsItsTypesAndTakesOthersFromTheCatalogue() {
    Future grown = scaling.change(shop().build(), with("large", "web"));
    assertThat(grown.spec().hardwaretypes().get("small").fields()).containsEntry("flavor", "s");
    assertThat(grown.spec().hardwaretypes().get("large").fields()).containsEntry("flavor", "l");
    assertThat(grown.spec().imagetypes().get("linux").fields()).containsEntry("image", "l");
    Future first = scaling.change(shop().build(), with(null, "web"));
    assertThat(first.nodes().get(3).hardwaretype()).isEqualTo("large");
  }

  @Test
  void theLastThatMayLeaveLeaves() {
    Present present = shop().node(1003, "web").node(1004, "web").build();
    Future shrunk = scaling.change(present, machines(4));
    assertThat(shrunk.order().nodes()).containsExactly(1004);
    assertThat(shrunk.nodes()).filteredOn(node -> !node.stays()).hasSize(1);
    assertThat(shrunk.nodes()).as("until it is deleted it counts").hasSize(5);
    assertThat(shrunk.order().wasRunning()).isTrue();
    assertThat(scaling.change(present, without(true, 1000)).order().wasRunning()).isFalse();
    assertThat(scaling.change(present, without(false, 1000, 1003)).order().nodes())
        .containsExactlyInAnyOrder(1000, 1003);
  }

  @Test
  void whatTheRulesOrTheRequestForbidIsRefused() {
    Present present = shop().build();
    refused(() -> scaling.change(present, machines(3)), ErrorCode.INVALID_REQUEST, "already");
    refused(() -> scaling.change(present, machines(2)), ErrorCode.UNSATISFIABLE, "\"web\" runs");
    refused(() -> scaling.change(present, machines(9)), ErrorCode.UNSATISFIABLE, "at most 5");
    refused(
        () -> scaling.change(present, without(false, 1002)), ErrorCode.UNSATISFIABLE, "\"store\"");
    refused(
        () -> scaling.change(present, without(false, 1009)), ErrorCode.INVALID_REQUEST, "[1009]");
    refused(
        () -> scaling.change(present, without(false, 1000, 1001, 1002)),
        ErrorCode.INVALID_REQUEST,
        "Delete it instead");
    refused(
        () -> scaling.change(present, with(null, "store")), ErrorCode.UNSATISFIABLE, "at most 1");
    refused(
        () -> scaling.change(present, with(null, "store", "web")),
        ErrorCode.UNSATISFIABLE,
        "never share");
    refused(
        () -> scaling.change(present, with(null, "cache")), ErrorCode.INVALID_REQUEST, "Add it");
    refused(
        () -> scaling.change(present, with("huge", "web")), ErrorCode.UNSATISFIABLE, "hardware");
    refused(() -> scaling.change(present, machines(10_001)), ErrorCode.INVALID_REQUEST, "10000");
  }

  @Test
  void servicesComeToTheMachinesThatAreThere() {
    Present present = shop().build();
    Future richer = addition.change(present, List.of("cache"));
    assertThat(richer.nodes()).allMatch(node -> node.services().contains("cache"));
    assertThat(richer.changed(present.nodes())).hasSize(3);
    assertThat(richer.nodes().get(0).serviceStates()).doesNotContainKey("cache");
    assertThat(richer.spec().services()).containsKeys("store", "web", "cache");
    assertThat(richer.spec().intent().addedServices()).containsExactly("cache");
    assertThat(richer.order().services()).containsExactly("cache");
    refused(() -> addition.change(present, List.of("web")), ErrorCode.INVALID_REQUEST, "already");
    refused(
        () -> addition.change(present, List.of("nothing")),
        ErrorCode.UNSATISFIABLE,
        "does not exist");
    refused(
        () -> addition.change(shop().resting("store").build(), List.of("cache")),
        ErrorCode.WRONG_STATE,
        "services/store/start");
  }

  @Test
  void aClusterFollowsItsTemplateWhereItWasNotConfiguredOtherwise() {
    catalogue.template =
        template(
            SHOP.formatted(2).replace("'shop',", "'shop','defaults':{'config':{'a':9,'z':9}},"));
    Future synced = sync.change(shop().build(), new SyncRequest(Optional.of(true)));
    assertThat(synced.order().operation()).isEqualTo(ClusterOperation.RECONFIGURE_WITH_RESTART);
    assertThat(synced.spec().templateVersion()).isEqualTo(4);
    assertThat(synced.spec().config())
        .as("a and b were set otherwise than the old template, z is new")
        .isEqualTo(Json.read("{\"a\":1,\"z\":9,\"b\":{\"c\":2}}", JsonNode.class));
    assertThat(synced.spec().hardwaretypes().keySet()).isEqualTo(Set.of("small"));
    assertThat(synced.spec().hardwaretypes().get("small").version()).isEqualTo(2);
  }

  @Test
  void aLayoutThatIsNotAllowedAnyMoreIsNotSynchronized() {
    catalogue.template = template(SHOP.formatted(5).replace("'min':1,'max':1", "'min':0,'max':0"));
    refused(
        () -> sync.change(shop().build(), new SyncRequest(Optional.empty())),
        ErrorCode.UNSATISFIABLE,
        "\"store\" runs on at most 0");
    catalogue.services.remove("web");
    refused(
        () -> sync.change(shop().build(), new SyncRequest(Optional.empty())),
        ErrorCode.UNSATISFIABLE,
        "service \"web\" does not exist any more");
  }
}
