package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterView;
import io.cooperage.api.DryRun;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.JobView;
import io.cooperage.api.ReconfigureRequest;
import io.cooperage.api.ScaleRequest;
import io.cooperage.client.ApiException;
import io.cooperage.client.ClusterOperations;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.web.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests of operations have beside {@link Fixture}: their catalogue, and how they ask. */
final class OperationFixture {
  private static final String ACTION = "{'type':'sim','fields':{}}";

  private OperationFixture() {}

  /**
   * A template with a lease; and {@code shop}: one store, two to five fronts, never together, with
   * a cache if one is added.
   */
  static void install(CooperageClient client) throws Exception {
    make(
        client,
        EntityKind.CLUSTERTEMPLATE,
        "{'name':'leased','defaults':{'services':['store'],'provider':'sim'},"
            + "'administration':{'leaseduration':{'initial':'2h','max':'3h','step':'1h'}}}");
    make(
        client,
        EntityKind.SERVICE,
        "{'name':'cache','dependencies':{'runtime':{'requires':['store']}},'provisioner':"
            + "{'actions':{'install':%s,'configure':%s,'start':%s,'stop':%s,'remove':%s}}}"
                .formatted(ACTION, ACTION, ACTION, ACTION, ACTION));
    make(client, EntityKind.CLUSTERTEMPLATE, shop("shop", 5, "{'fronts':'%host.service.front%'}"));
  }

  /** Such a template as {@code shop}, in its first or another version. */
  static String shop(String name, int mostFronts, String config) {
    return ("{'name':'%s','defaults':{'services':['store','front'],'provider':'sim','config':%s},"
            + "'constraints':{'layout':{'cantcoexist':[['store','front']]},'services':"
            + "{'store':{'quantities':{'min':1,'max':1}},"
            + "'front':{'quantities':{'min':2,'max':%d}}}}}")
        .formatted(name, config, mostFronts);
  }

  static void make(CooperageClient client, EntityKind kind, String document) throws Exception {
    client.catalog().create(kind, json(document));
  }

  static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** An active cluster. */
  static ClusterId cluster(CooperageClient client, String name, String template, int machines) {
    Accepted made = client.clusters().create(ClusterCreateRequest.of(name, template, machines));
    Fixture.awaitState(client, made, ClusterState.ACTIVE);
    return made.id();
  }

  static ClusterOperations of(CooperageClient client, ClusterId id) {
    return client.clusters().of(id);
  }

  /** Begins it and waits for a good end. */
  static ClusterView done(CooperageClient client, ClusterOperations.Wish wish) {
    Accepted accepted = wish.begin();
    ClusterView view = Fixture.awaitState(client, accepted, ClusterState.ACTIVE);
    JobView job = client.jobs().get(accepted.job());
    assertThat(job.tasksDone()).isEqualTo(job.tasksTotal());
    return view;
  }

  static void refused(ThrowingCallable call, ErrorCode code, String saying) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.problem().code()).as(e.problem().detail()).isEqualTo(code.wire());
              assertThat(e.problem().detail()).contains(saying);
            });
  }

  static Map<String, Long> counted(Object... whatAndHowOften) {
    Map<String, Long> counted = new TreeMap<>();
    for (int i = 0; i < whatAndHowOften.length; i += 2) {
      counted.put((String) whatAndHowOften[i], ((Integer) whatAndHowOften[i + 1]).longValue());
    }
    return counted;
  }

  /** The kinds of actions of a plan. */
  static Set<String> actions(DryRun dryRun) {
    return dryRun.plan().stages().stream()
        .flatMap(stage -> stage.tasks().stream())
        .map(task -> task.action().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static ReconfigureRequest config(String json) {
    return new ReconfigureRequest(
        Optional.of(json(json)), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static ReconfigureRequest restarting() {
    return new ReconfigureRequest(
        Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty());
  }

  static ReconfigureRequest nothingNew() {
    return new ReconfigureRequest(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static ReconfigureRequest withoutUnfinished() {
    return new ReconfigureRequest(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true));
  }

  static ScaleRequest machines(int count) {
    return new ScaleRequest(
        Optional.of(count), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static ScaleRequest without(Integer... nodes) {
    return new ScaleRequest(
        Optional.empty(), Optional.empty(), Optional.of(List.of(nodes)), Optional.empty());
  }

  static ScaleRequest with(int count, String... services) {
    ScaleRequest.AddedLayout layout =
        new ScaleRequest.AddedLayout(count, List.of(services), Optional.empty(), Optional.empty());
    return new ScaleRequest(
        Optional.empty(), Optional.of(List.of(layout)), Optional.empty(), Optional.empty());
  }

  static List<Integer> numbers(ClusterView view) {
    return view.nodes().stream().map(node -> node.number()).toList();
  }
}
