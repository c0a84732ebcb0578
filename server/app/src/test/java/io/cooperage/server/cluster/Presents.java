package io.cooperage.server.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ServiceState;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.api.catalog.Service;
import io.cooperage.server.web.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Builds clusters that are there; all services install, configure, start and stop. */
final class Presents {
  static final ClusterId ID = new ClusterId(7);
  private ClusterState state = ClusterState.ACTIVE;
  private final Map<String, ClusterSpec.ServiceSpec> services = new LinkedHashMap<>();
  private final List<NodeRow> nodes = new ArrayList<>();
  private ClusterSpec.Intent intent = ClusterSpec.Intent.NONE;
  private Set<String> resting = Set.of();
  private int lastNode;
  private String template = "{\"name\": \"t\"}";

  static Presents cluster() {
    return new Presents();
  }

  Presents inconsistent(ClusterSpec.Intent left) {
    state = ClusterState.INCONSISTENT;
    intent = left;
    return this;
  }

  Presents resting(String... names) {
    resting = Set.of(names);
    return this;
  }

  /** With single quotes. */
  Presents template(String json) {
    template = json.replace('\'', '"');
    return this;
  }

  Presents lastNode(int number) {
    lastNode = number;
    return this;
  }

  Presents service(String name, String... requires) {
    String action = "{\"type\":\"sim\",\"fields\":{}}";
    String document =
        """
        {"name": "%s", "dependencies": {"runtime": {"requires": [%s]}},
         "provisioner": {"actions": {"install": %s, "configure": %s, "start": %s, "stop": %s}}}
        """
            .formatted(
                name,
                requires.length == 0 ? "" : "\"" + String.join("\",\"", requires) + "\"",
                action,
                action,
                action,
                action);
    services.put(name, new ClusterSpec.ServiceSpec(1, Json.read(document, Service.class)));
    return this;
  }

  /** A machine all of whose services run. */
  Presents node(int number, String... names) {
    return node(number, "running", List.of(names), List.of(names));
  }

  Presents node(int number, String machine, Collection<String> names, Collection<String> running) {
    Map<String, ServiceState> states = new TreeMap<>();
    running.forEach(name -> states.put(name, ServiceState.RUNNING));
    nodes.add(
        NodeRow.planned(ID, number, "h" + number, names, "small", "linux")
            .withMachine(machine, "dc1", Map.of(), Map.of())
            .withServiceStates(states));
    return this;
  }

  Present build() {
    ClusterSpec spec =
        new ClusterSpec(
            1,
            Json.read(template, ClusterTemplate.class),
            Json.read(
                "{\"name\": \"p\", \"version\": 1, \"type\": \"sim\", \"fields\": {}}",
                ClusterSpec.ProviderSpec.class),
            services,
            Map.of("small", new ClusterSpec.TypeSpec(1, Map.of("flavor", "s"))),
            Map.of("linux", new ClusterSpec.TypeSpec(1, Map.of("image", "l"))),
            List.of(),
            "local",
            Json.read("{\"a\": 1, \"b\": {\"c\": 2}}", JsonNode.class),
            Optional.empty(),
            Optional.empty(),
            resting,
            intent);
    ClusterRow row =
        new ClusterRow(
            ID,
            "t",
            "c",
            "",
            "o",
            state,
            1,
            "t",
            nodes.size(),
            lastNode,
            1,
            1,
            0,
            "",
            Instant.EPOCH,
            Optional.empty());
    return new Present(row, spec.withLayoutOf(nodes), nodes);
  }
}
