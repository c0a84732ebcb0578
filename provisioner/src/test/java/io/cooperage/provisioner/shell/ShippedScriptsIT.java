package io.cooperage.provisioner.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cooperage.api.AssignedNode;
import io.cooperage.api.PluginKind;
import io.cooperage.api.PoolHostView;
import io.cooperage.api.TaskAction;
import io.cooperage.api.TaskRef;
import io.cooperage.client.CatalogDirectory;
import io.cooperage.client.CatalogDirectory.ResourceFile;
import io.cooperage.provisioner.Assignments;
import io.cooperage.provisioner.machine.LocalMachine;
import io.cooperage.provisioner.machine.Machines;
import io.cooperage.provisioner.plugin.PluginException;
import io.cooperage.provisioner.plugin.PluginResult;
import io.cooperage.provisioner.plugin.PluginServices;
import io.cooperage.provisioner.plugin.PluginTask;
import io.cooperage.provisioner.plugin.Plugins;
import io.cooperage.provisioner.plugin.PoolInventory;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped scripts on real machines: three sshd, the pool provider, the shell automator. */
class ShippedScriptsIT {
  @TempDir static Path directory;
  private static final List<LocalMachine> LOCAL = new ArrayList<>();
  private static final Map<String, Path> CONTENT = new HashMap<>();
  private static final Map<String, String> RESOURCES = new HashMap<>();
  private static Machines machines;
  private static Plugins plugins;

  @BeforeAll
  static void start() throws Exception {
    for (int i = 0; i < 3; i++) {
      LOCAL.add(LocalMachine.start(Files.createDirectory(directory.resolve("m" + i))));
    }
    machines = Machines.open(clientKeyForAll(), Duration.ofSeconds(10));
    for (ResourceFile resource : CatalogDirectory.read(Path.of("../catalog")).resources()) {
      String sha256 =
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(resource.file())));
      CONTENT.put(sha256, resource.file());
      RESOURCES.put(resource.resourceType() + "/" + resource.name(), sha256);
    }
    plugins = Plugins.load(new PluginServices(new OnePool(), CONTENT::get, Optional.of(machines)));
  }

  /** The machines are made with one client key each; they all take the first one's. */
  private static Path clientKeyForAll() throws IOException {
    Path publicKey = directory.resolve("m0/client.pub");
    for (int i = 1; i < 3; i++) {
      Files.copy(
          publicKey,
          directory.resolve("m" + i + "/client.pub"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return LOCAL.get(0).clientKey();
  }

  @AfterAll
  static void stop() {
    machines.close();
    LOCAL.forEach(LocalMachine::close);
  }

  @Test
  void theWebTierAnswersThroughItsBalancerAndIsGoneAfterDeletion() throws Exception {
    int webPort = freePort();
    int balancerPort = freePort();
    JsonNode web = config("web", Map.of("port", "" + webPort, "greeting", "Hello"));
    List<AssignedNode> nodes = List.of(create(0), create(1));
    run(nodes.get(0), "web-server", web, "install", "configure", "start");
    JsonNode balancer =
        config(
            "balancer",
            Map.of(
                "port", "" + balancerPort,
                "algorithm", "roundrobin",
                "servers", address(0) + ":" + webPort));
    run(nodes.get(1), "load-balancer", balancer, "install", "configure", "start");
    // Starting twice is harmless: HAProxy hands over.
    run(nodes.get(1), "load-balancer", balancer, "start");

    URI site = URI.create("http://" + address(1) + ":" + balancerPort + "/");
    await().ignoreExceptions().until(() -> get(site).statusCode() == 200);
    assertThat(get(site).headers().firstValue("X-Served-By")).contains("host0.local");
    assertThat(get(site).body()).contains("Hello", "host0.local");

    for (AssignedNode node : nodes) {
      assertThat(provide(node, TaskAction.DELETE).success()).isTrue();
    }
    await().until(() -> !answers(site));
    assertThat(namesIn(LOCAL.get(0).home())).containsExactly(".cooperage-machine");
    assertThat(namesIn(LOCAL.get(1).home())).containsExactly(".cooperage-machine");
  }

  @Test
  void theReplicatedStoreGivesOnOneMemberWhatAnotherWasGiven() throws Exception {
    List<AssignedNode> nodes = List.of(create(0), create(1), create(2));
    String clientPort = "" + freePort();
    String quorumPort = "" + freePort();
    String electionPort = "" + freePort();
    Map<AssignedNode, JsonNode> configs = new HashMap<>();
    for (AssignedNode node : nodes) {
      configs.put(
          node,
          config(
              "zookeeper",
              Map.of(
                  "clientPort",
                  clientPort,
                  "quorumPort",
                  quorumPort,
                  "electionPort",
                  electionPort,
                  "heap",
                  "64m",
                  "myid",
                  "" + (node.number() - 999),
                  "members",
                  address(0) + " " + address(1) + " " + address(2))));
    }
    for (String action : List.of("install", "configure", "start")) {
      CompletableFuture.allOf(
              nodes.stream()
                  .map(
                      node ->
                          CompletableFuture.runAsync(
                              () -> runUnchecked(node, "zookeeper", configs.get(node), action)))
                  .toArray(CompletableFuture[]::new))
          .get();
    }
    run(nodes.get(1), "zookeeper-check", configs.get(nodes.get(1)), "initialize");
    run(nodes.get(1), "zookeeper-check", configs.get(nodes.get(1)), "initialize");
    for (AssignedNode node : nodes) {
      run(node, "zookeeper", configs.get(node), "stop", "remove");
      provide(node, TaskAction.DELETE);
    }
  }

  @Test
  void anAddressThatIsNotKnownYetIsAFailureThatSaysSo() throws Exception {
    AssignedNode node = create(2);
    JsonNode config =
        config(
            "balancer",
            Map.of("port", "1", "algorithm", "roundrobin", "servers", "%ip.service.web-server%"));
    PluginResult result = act(node, "load-balancer", config, "configure");
    assertThat(result.success()).isFalse();
    assertThat(result.message()).contains("balancer.servers is \"%ip.service.web-server%\"");
    provide(node, TaskAction.DELETE);
  }

  @Test
  void aMachineThatNobodyGaveUpIsNotWiped() throws Exception {
    LocalMachine machine = LOCAL.get(2);
    Files.delete(machine.home().resolve(".cooperage-machine"));
    try {
      assertThatThrownBy(() -> create(2))
          .isInstanceOf(PluginException.class)
          .hasMessageContaining("refusing to wipe");
    } finally {
      Files.writeString(machine.home().resolve(".cooperage-machine"), "");
    }
  }

  private static AssignedNode create(int index) throws Exception {
    AssignedNode blank = node(index, Map.of(), Map.of());
    PluginResult made = provide(blank, TaskAction.CREATE);
    assertThat(made.success()).isTrue();
    assertThat(made.datacenter()).contains("dc" + index);
    // The machines share a network here, so each gets an address of its own on the loopback.
    assertThat(made.addresses()).containsEntry("bind_v4", "127.0.0.1");
    AssignedNode node = node(index, Map.of("bind_v4", address(index)), made.properties());
    assertThat(provide(node, TaskAction.CONFIRM).success()).isTrue();
    return node;
  }

  private static String address(int index) {
    return "127.0.0." + (index + 2);
  }

  private static AssignedNode node(
      int index, Map<String, String> addresses, Map<String, String> properties) {
    return new AssignedNode(
        1000 + index,
        "host" + index + ".local",
        "tag-" + index,
        Map.of("pool", "lab"),
        Map.of(),
        Map.of(),
        addresses,
        properties,
        "dc" + index,
        List.of());
  }

  private static PluginResult provide(AssignedNode node, TaskAction action) throws Exception {
    return plugins.run(
        new PluginTask(
            Assignments.on(
                node,
                action,
                PluginKind.PROVIDER,
                "pool",
                Map.of(),
                JsonNodeFactory.instance.objectNode(),
                Map.of(),
                ""),
            Duration.ofSeconds(3)));
  }

  private static void run(AssignedNode node, String service, JsonNode config, String... actions)
      throws Exception {
    for (String action : actions) {
      PluginResult result = act(node, service, config, action);
      assertThat(result.success()).as(action + ": " + result.message()).isTrue();
    }
  }

  private static PluginResult act(AssignedNode node, String service, JsonNode config, String action)
      throws Exception {
    return plugins.run(
        new PluginTask(
            Assignments.on(
                node,
                TaskAction.parse(action),
                PluginKind.AUTOMATOR,
                "shell",
                Map.of("script", service, "args", action),
                config,
                RESOURCES,
                service),
            Duration.ofSeconds(3)));
  }

  private static void runUnchecked(
      AssignedNode node, String service, JsonNode config, String action) {
    try {
      run(node, service, config, action);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode config(String section, Map<String, String> values) {
    return new ObjectMapper().valueToTree(Map.of(section, values));
  }

  private static HttpResponse<String> get(URI site) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(site).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static boolean answers(URI site) throws InterruptedException {
    try {
      get(site);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static TreeSet<String> namesIn(Path home) throws IOException {
    try (var files = Files.list(home)) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** tag-N always has machine N. */
  private static final class OnePool implements PoolInventory {
    @Override
    public Optional<PoolHostView> find(String pool, String tag) {
      int index = Integer.parseInt(tag.substring(tag.indexOf('-') + 1));
      LocalMachine machine = LOCAL.get(index);
      return Optional.of(
          new PoolHostView(
              "m" + index,
              pool,
              "dc" + index,
              "127.0.0.1",
              machine.port(),
              machine.user(),
              machine.hostKey(),
              tag));
    }

    @Override
    public PoolHostView claim(
        String pool, TaskRef task, String tag, String flavor, List<String> avoid) {
      return find(pool, tag).orElseThrow();
    }

    @Override
    public void release(String pool, TaskRef task, String tag) {}
  }
}
