package io.cooperage.server.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.cooperage.api.ClusterOperation;
import io.cooperage.api.NodeLayout;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.api.catalog.HardwareType;
import io.cooperage.api.catalog.ImageType;
import io.cooperage.api.catalog.Service;
import io.cooperage.server.layout.ExactSolver;
import io.cooperage.server.layout.LayoutProblems;
import io.cooperage.server.layout.LayoutSolution;
import io.cooperage.server.macro.Macros;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A Hadoop-like template in the original's form, from the catalogue document to the plan. */
class RealTemplatesTest {
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  private static final String TEMPLATE =
      """
      {"name": "store",
       "defaults": {"services": ["base", "master", "worker"], "provider": "pool",
         "config": {"store": {"master": "%ip.bind_v4.service.master%",
                              "quorum": "%join(map(host.service.worker,'$:2181'),',')%"}}},
       "compatibility": {"services": ["base", "master", "worker"], "imagetypes": ["debian"]},
       "constraints": {
         "layout": {"cantcoexist": [["master", "worker"]]},
         "services": {"master": {"quantities": {"min": 1, "max": 1}, "hardwaretypes": ["large"]}},
         "size": {"min": 2}}}
      """;

  private static final String SERVICES =
      """
      [{"name": "base", "provisioner": {"actions": {"install": {"type": "shell", "fields": {}}}}},
       {"name": "master", "dependencies": {"provides": ["store"], "install": {"requires": ["base"]}},
        "provisioner": {"actions": {"start": {"type": "shell", "fields": {}}}}},
       {"name": "worker", "dependencies": {"runtime": {"requires": ["store"], "uses": ["kerberos"]}},
        "provisioner": {"actions": {"start": {"type": "shell", "fields": {}}}}}]
      """;

  @Test
  void templateBecomesALayoutAndAPlan() throws Exception {
    ClusterTemplate template = JSON.readValue(TEMPLATE, ClusterTemplate.class);
    List<Service> services = List.of(JSON.readValue(SERVICES, Service[].class));
    List<NodeLayout> layouts =
        ((LayoutSolution)
                new ExactSolver()
                    .solve(
                        LayoutProblems.from(
                            template,
                            "pool",
                            3,
                            template.defaults().services(),
                            services,
                            List.of(hardware("small"), hardware("large"), hardware("elsewhere")),
                            List.of(image("debian"), image("rocky")),
                            Optional.empty(),
                            Optional.empty())))
            .layouts();
    assertThat(layouts)
        .containsExactly(
            new NodeLayout(1, Set.of("base", "master"), "large", "debian"),
            new NodeLayout(2, Set.of("base", "worker"), "large", "debian"));

    Plan plan = new Planner().plan(create(template, layouts, services));
    assertThat(PlanEdges.of(plan))
        .contains(
            "START master@1 > START worker@2",
            "START master@1 > START worker@3",
            "CONFIRM@1 > INSTALL base@3",
            "CONFIRM@1 > START worker@2")
        .doesNotContain("CONFIRM@2 > INSTALL base@1");
  }

  private static PlanRequest create(
      ClusterTemplate template, List<NodeLayout> layouts, List<Service> services) {
    List<PlanNode> nodes = new ArrayList<>();
    for (NodeLayout layout : layouts) {
      for (int i = 0; i < layout.count(); i++) {
        nodes.add(new PlanNode(nodes.size() + 1, new HashSet<>(layout.services())));
      }
    }
    PlanRequest whole = PlanRequest.of(ClusterOperation.CREATE, nodes, PlanServices.from(services));
    return new PlanRequest(
        whole.operation(),
        whole.nodes(),
        whole.services(),
        Set.of(),
        Set.of(),
        Macros.addressedServices(template.defaults().config()));
  }

  private static HardwareType hardware(String name) throws Exception {
    String provider = name.equals("elsewhere") ? "cloud" : "pool";
    return JSON.convertValue(
        Map.of("name", name, "providermap", Map.of(provider, Map.of("flavor", name))),
        HardwareType.class);
  }

  private static ImageType image(String name) throws Exception {
    return JSON.convertValue(
        Map.of("name", name, "providermap", Map.of("pool", Map.of("image", name))),
        ImageType.class);
  }
}
