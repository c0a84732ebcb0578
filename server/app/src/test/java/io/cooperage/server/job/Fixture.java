package io.cooperage.server.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterView;
import io.cooperage.api.EntityKind;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.web.Json;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A catalogue of simulated machines and services, and what tests do with clusters of it. */
final class Fixture {
  private static final Duration LONG = Duration.ofSeconds(90);

  /** A field of the provider that no machine may see. */
  static final String API_KEY = "k3y";

  private Fixture() {}

  static void install(CooperageClient client) throws Exception {
    make(
        client,
        EntityKind.PROVIDER,
        "{'name':'sim','providertype':'sim','provisioner':{'apiKey':'%s'}}".formatted(API_KEY));
    make(
        client,
        EntityKind.HARDWARETYPE,
        "{'name':'small','providermap':{'sim':{'flavor':'small'}}}");
    make(client, EntityKind.IMAGETYPE, "{'name':'linux','providermap':{'sim':{'image':'linux'}}}");
    make(client, EntityKind.SERVICE, service("store", ""));
    make(client, EntityKind.SERVICE, service("front", "'store'"));
    make(
        client,
        EntityKind.CLUSTERTEMPLATE,
        "{'name':'pair','defaults':{'services':['store','front'],'provider':'sim','config':"
            + "{'peers':'%join(ip.service.store,' ')%'}},".replace("' '", "\\u0027 \\u0027")
            + "'links':[{'label':'front','url':'http://%ip.access_v4.service.front[0]%/'}]}");
  }

  static String service(String name, String requires) {
    String action = "{'type':'sim','fields':{}}";
    return ("{'name':'%s','dependencies':{'runtime':{'requires':[%s]}},'provisioner':{'actions':"
            + "{'install':%s,'configure':%s,'start':%s,'stop':%s}}}")
        .formatted(name, requires, action, action, action, action);
  }

  static void make(CooperageClient client, EntityKind kind, String document) throws Exception {
    JsonNode json = Json.MAPPER.readTree(document.replace('\'', '"'));
    client.catalog().create(kind, json);
  }

  static ClusterCreateRequest request(String name, int machines) {
    return ClusterCreateRequest.of(name, "pair", machines);
  }

  static ClusterCreateRequest leased(String name, Duration lease) {
    return ClusterCreateRequest.of(name, "pair", 1).withInitialLeaseDuration(lease.toMillis());
  }

  static ClusterView awaitState(CooperageClient client, Accepted accepted, ClusterState state) {
    return awaitState(client, accepted.id(), state);
  }

  static ClusterView awaitState(CooperageClient client, ClusterId id, ClusterState state) {
    return Awaitility.await("cluster " + id + " is " + state)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> client.clusters().get(id), view -> view.status() == state);
  }
}
