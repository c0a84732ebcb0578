package io.cooperage.server.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cooperage.api.EntityKind;
import io.cooperage.api.PluginKind;
import io.cooperage.api.ResourceView;
import io.cooperage.api.TenantRequest;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.galera.Galera;
import io.cooperage.galera.testing.LocalGalera;
import io.cooperage.galera.tx.NodeUnusableException;
import io.cooperage.server.testing.MigratedNode;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plugin resources through real servers in two datacenters. */
class ResourceIT {
  private static ServerCluster cluster;
  private static CooperageClient dc1;
  private static CooperageClient dc2;

  @BeforeAll
  static void start() throws Exception {
    cluster = ServerCluster.start(2);
    dc1 = new CooperageClient(cluster.url(1), cluster.superadminToken());
    dc2 = new CooperageClient(cluster.url(2), cluster.superadminToken());
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aVersionBecomesActiveAtTheSyncAfterItsStaging() {
    ResourceView first = upload("life", "one");
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.state()).isEqualTo("inactive");
    assertThat(upload("life", "one")).isEqualTo(first);
    assertThat(dc2.resources().stage(first).state()).isEqualTo("staged");
    assertThat(state("life", 1)).isEqualTo("staged");
    dc1.resources().sync();
    assertThat(state("life", 1)).isEqualTo("active");

    ResourceView second = upload("life", "two");
    assertThat(second.version()).isEqualTo(2);
    dc2.resources().stage(second);
    assertThat(state("life", 1)).isEqualTo("active");
    dc1.resources().sync();
    assertThat(state("life", 1)).isEqualTo("inactive");
    assertThat(state("life", 2)).isEqualTo("active");

    dc1.resources().recall(second);
    assertThat(state("life", 2)).isEqualTo("recalled");
    dc2.resources().sync();
    assertThat(state("life", 2)).isEqualTo("inactive");
  }

  @Test
  void stagingAnotherVersionTakesThePlaceOfTheOneStaged() {
    ResourceView first = upload("choice", "one");
    ResourceView second = upload("choice", "two");
    dc1.resources().stage(first);
    dc1.resources().stage(second);
    assertThat(state("choice", 1)).isEqualTo("inactive");
    assertThat(state("choice", 2)).isEqualTo("staged");
    dc1.resources().recall(second);
    assertThat(state("choice", 2)).isEqualTo("inactive");
    assertThat(
            catchThrowableOfType(
                    ApiException.class,
                    () ->
                        dc1.resources()
                            .stage(
                                new ResourceView(
                                    PluginKind.AUTOMATOR,
                                    "shell",
                                    "script",
                                    "choice",
                                    9,
                                    "",
                                    0,
                                    "")))
                .status())
        .isEqualTo(404);
  }

  @Test
  void ofTwoVersionsStagedInTwoDatacentersAtOnceOneBecomesActive() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      for (int round = 1; round <= 20; round++) {
        String name = "raced-" + round;
        ResourceView first = upload(name, "one");
        ResourceView second = upload(name, "two");
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<ResourceView>> stagings =
            List.of(
                executor.submit(() -> stage(start, dc1, first)),
                executor.submit(() -> stage(start, dc2, second)));
        for (Future<ResourceView> staging : stagings) {
          assertThat(staging.get().state()).isEqualTo("staged");
        }
        dc1.resources().sync();
        assertThat(List.of(state(name, 1), state(name, 2)))
            .as(name)
            .containsExactlyInAnyOrder("active", "inactive");
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static ResourceView stage(
      CyclicBarrier start, CooperageClient client, ResourceView version) throws Exception {
    start.await();
    return client.resources().stage(version);
  }

  @Test
  void bytesAreInEveryDatacenterUnderTheirHash() throws Exception {
    byte[] zeros = new byte[8 << 20];
    byte[] small = "small".getBytes(StandardCharsets.UTF_8);
    for (byte[] content : List.of(zeros, small, new byte[0])) {
      ResourceView uploaded =
          dc1.resources()
              .upload(PluginKind.AUTOMATOR, "shell", "script", "n" + content.length, content);
      assertThat(uploaded.size()).isEqualTo(content.length);
      assertThat(dc2.resources().blob(uploaded.sha256())).isEqualTo(content);
    }
    HttpResponse<String> answer =
        cluster.send(cluster.request(2, "/v3/resources/blobs/" + Sha256.of(small).hex()).GET());
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(
            cluster
                .send(
                    cluster
                        .request(1, "/v3/resources/blobs/" + Sha256.of(small).hex())
                        .header("If-None-Match", answer.headers().firstValue("ETag").orElseThrow())
                        .GET())
                .statusCode())
        .isEqualTo(304);
  }

  @Test
  void whatIsTooLargeOrHasNoPlaceIsRefused() throws Exception {
    assertThat(put("/v3/resources/automator/shell/script/big", (64 << 20) + 1)).isEqualTo(413);
    for (String path :
        List.of(
            "/v3/resources/gadget/shell/script/x",
            "/v3/resources/automator/shell/script/%2e%2e",
            "/v3/resources/automator/sh%20ell/script/x",
            "/v3/resources/automator/shell/script/" + "n".repeat(200))) {
      assertThat(put(path, 1)).as(path).isBetween(400, 499);
    }
    for (String path :
        List.of(
            "/v3/resources/blobs/zz",
            "/v3/resources/blobs/" + "0".repeat(64),
            "/v3/resources/gadget/shell",
            "/v3/resources/automator/shell?after=x",
            "/v3/resources/automator/shell?limit=0")) {
      assertThat(cluster.get(1, path).statusCode()).as(path).isBetween(400, 499);
    }
  }

  @Test
  void aKindOfResourceThatItsPluginDidNotRegisterIsRefused() throws Exception {
    String type = "{'name': 'chef', 'resourceTypes': {'cookbook': {'format': 'archive'}}}";
    dc1.catalog().create(EntityKind.AUTOMATORTYPE, Json.MAPPER.readTree(type.replace('\'', '"')));
    assertThatThrownBy(
            () -> dc2.resources().upload(PluginKind.AUTOMATOR, "chef", "script", "x", new byte[1]))
        .hasMessageContainingAll("\"chef\" has no resources of type \"script\"", "cookbook");
    assertThat(put("/v3/resources/automator/chef/cookbook/x", 1)).isEqualTo(200);
  }

  @Test
  void anUploadOfUnknownLengthThatIsTooLargeIsRefusedAndLeavesNothing() throws Exception {
    int before = blobs();
    HttpRequest.BodyPublisher endless =
        HttpRequest.BodyPublishers.ofInputStream(() -> new Noise(70 << 20));
    HttpResponse<String> answer =
        cluster.send(
            cluster
                .request(1, "/v3/resources/automator/shell/script/endless")
                .header("Content-Type", "application/octet-stream")
                .PUT(endless));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("too_large", "67,108,864");
    assertThat(blobs()).isEqualTo(before);
  }

  @Test
  void anUploadThatBreaksOffLeavesNothing() throws Exception {
    int before = blobs();
    try (Socket socket = new Socket("127.0.0.1", cluster.url(1).getPort())) {
      socket
          .getOutputStream()
          .write(
              ("PUT /v3/resources/automator/shell/script/torn HTTP/1.1\r\nHost: x\r\n"
                      + "Authorization: Bearer "
                      + cluster.superadminToken()
                      + "\r\nContent-Type: application/octet-stream\r\n"
                      + "Content-Length: 9000000\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(new byte[5_000_000]);
    }
    TimeUnit.SECONDS.sleep(1);
    assertThat(blobs()).isEqualTo(before);
    assertThat(versions("torn")).isEmpty();
  }

  @Test
  void versionsAreListedDownloadedAndDeletedWhenNothingUsesThem() throws Exception {
    ResourceView first = upload("old", "one, once");
    ResourceView second = upload("old", "two");
    dc1.resources().stage(first);
    dc1.resources().sync();
    assertThat(versions("old")).extracting(ResourceView::version).containsExactly(1, 2);
    assertThat(
            catchThrowableOfType(ApiException.class, () -> dc2.resources().delete(first)).status())
        .isEqualTo(409);
    dc1.resources().recall(first);
    dc1.resources().sync();
    assertThat(dc2.resources().delete(first).state()).isEqualTo("deleted");
    assertThat(versions("old")).extracting(ResourceView::version).containsExactly(2);
    assertThat(dc1.resources().blob(first.sha256())).hasSize(9);
    assertThat(dc1.resources().delete(second).state()).isEqualTo("deleted");
    assertThat(upload("old", "two").version()).isEqualTo(3);
  }

  @Test
  void aContentGoesWhenNothingHasNeededItForAnHourAndComesBackWithTheNextUpload() throws Exception {
    ResourceView version = upload("garbage", "x".repeat(6 << 20));
    ResourceView used = upload("kept", "y");
    dc1.resources().delete(version);
    try (Galera galera = MigratedNode.open(cluster.galera())) {
      Blobs blobs = new Blobs(galera.transactions(), galera.reads());
      Awaitility.await("the node is seen to be usable")
          .atMost(Duration.ofSeconds(30))
          .ignoreException(NodeUnusableException.class)
          .untilAsserted(blobs::sweep);
      assertThat(dc2.resources().blob(version.sha256())).hasSize(6 << 20);
      age();
      blobs.sweep();
    }
    assertThat(
            catchThrowableOfType(ApiException.class, () -> dc2.resources().blob(version.sha256()))
                .status())
        .isEqualTo(404);
    assertThat(count("resource_chunk WHERE sha256 = UNHEX('" + version.sha256() + "')")).isZero();
    assertThat(dc2.resources().blob(used.sha256())).hasSize(1);
    assertThat(upload("garbage", "x".repeat(6 << 20)).version()).isEqualTo(2);
    assertThat(dc2.resources().blob(version.sha256())).hasSize(6 << 20);
  }

  private static List<ResourceView> versions(String name) {
    return dc2.resources()
        .versions(PluginKind.AUTOMATOR, "shell", "script", name, 100, Optional.empty())
        .items();
  }

  private static int blobs() throws Exception {
    return count("resource_blob");
  }

  private static int count(String from) throws Exception {
    try (Connection connection = cluster.galera().node(1).connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT COUNT(*) FROM " + LocalGalera.DATABASE + "." + from)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static void age() throws Exception {
    try (Connection connection = cluster.galera().node(1).connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE "
              + LocalGalera.DATABASE
              + ".resource_blob SET touched_at = touched_at - INTERVAL 2 HOUR");
    }
  }

  /** So many bytes that come from nowhere. */
  private static final class Noise extends InputStream {
    private long left;

    Noise(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 7 : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int given = (int) Math.min(left, length);
      left -= given;
      return given == 0 ? -1 : given;
    }
  }

  @Test
  void anotherTenantsBytesDoNotExist() throws Exception {
    for (String name : List.of("left", "right")) {
      dc1.tenants().create(new TenantRequest(name, -1, -1, -1));
    }
    CooperageClient left = new CooperageClient(cluster.url(1), cluster.token("left", "admin", "l"));
    CooperageClient right =
        new CooperageClient(cluster.url(1), cluster.token("right", "admin", "r"));
    CooperageClient worker =
        new CooperageClient(cluster.url(2), cluster.token("superadmin", "worker", "w"));
    byte[] content = "of the left".getBytes(StandardCharsets.UTF_8);
    String sha256 =
        left.resources().upload(PluginKind.AUTOMATOR, "shell", "script", "mine", content).sha256();
    assertThat(left.resources().blob(sha256)).isEqualTo(content);
    assertThat(worker.resources().blob(sha256)).isEqualTo(content);
    assertThat(
            catchThrowableOfType(ApiException.class, () -> right.resources().blob(sha256)).status())
        .isEqualTo(404);
    assertThat(right.resources().list(PluginKind.AUTOMATOR, "shell", 100, Optional.empty()).items())
        .isEmpty();
  }

  private static ResourceView upload(String name, String content) {
    return dc1.resources()
        .upload(
            PluginKind.AUTOMATOR,
            "shell",
            "script",
            name,
            content.getBytes(StandardCharsets.UTF_8));
  }

  private static String state(String name, int version) {
    return dc2
        .resources()
        .list(PluginKind.AUTOMATOR, "shell", 1000, Optional.empty())
        .items()
        .stream()
        .filter(view -> view.name().equals(name) && view.version() == version)
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static int put(String path, int size) throws Exception {
    return cluster
        .send(
            cluster
                .request(1, path)
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[size])))
        .statusCode();
  }
}
