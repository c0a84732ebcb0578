package io.cooperage.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.EventView;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.WebhookRequest;
import io.cooperage.api.WebhookView;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.EventSelection;
import io.cooperage.client.UnreachableException;
import io.cooperage.galera.testing.FreePorts;
import io.cooperage.server.testing.ServerCluster;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Event streams while all datacenters write, servers stop, and old events are forgotten. */
class EventStreamIT {
  private static final String ROOMS = "events: {keep: 1h}\nwebhooks: {allowPrivate: true}\n";

  private static ServerCluster servers;

  private final AtomicInteger made = new AtomicInteger();

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(3, ROOMS);
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void aStreamResumesInEachDatacenterWhileAllWriteAndOneStops() throws Exception {
    long first = last(servers.client(1));
    AtomicBoolean end = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<?>> writers = new ArrayList<>();
    for (int dc = 1; dc <= 3; dc++) {
      CooperageClient client = servers.client(dc);
      String name = "from-" + dc + "-";
      writers.add(
          threads.submit(
              () -> {
                while (!end.get()) {
                  write(client, name);
                }
              }));
    }
    List<Long> seen = new ArrayList<>();
    seen.add(first);
    for (int round = 0; round < 6; round++) {
      int datacenter = 1 + round % 3;
      if (round == 3) {
        servers.server(1).close();
        datacenter = 2;
      }
      follow(datacenter, seen, 15);
    }
    end.set(true);
    servers.restart(1);
    for (Future<?> writer : writers) {
      writer.get();
    }
    threads.shutdown();
    assertThat(seen)
        .containsExactlyElementsOf(LongStream.rangeClosed(first, first + 90).boxed().toList());
  }

  /** A writer whose server stops ends; the others go on. */
  private void write(CooperageClient client, String name) {
    try {
      client.tenants().create(new TenantRequest(name + made.incrementAndGet(), 1, 1, 0));
    } catch (UnreachableException | ApiException e) {
      assertThat(e).isNotNull();
    }
  }

  private static void follow(int datacenter, List<Long> seen, int count) throws Exception {
    String last = Long.toString(seen.get(seen.size() - 1));
    HttpResponse<Stream<String>> answer =
        servers
            .http()
            .send(
                servers
                    .request(datacenter, "/v3/events")
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", last)
                    .GET()
                    .build(),
                HttpResponse.BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    try (Stream<String> lines = answer.body()) {
      lines
          .filter(line -> line.startsWith("data: "))
          .map(line -> line.replaceFirst(".*\"position\":(\\d+).*", "$1"))
          .map(Long::parseLong)
          .limit(count)
          .forEach(seen::add);
    }
  }

  @Test
  void whatIsNotAskedForIsNotSentAndASignOfLifeSaysHowFarTheReaderIs() throws Exception {
    CooperageClient client = servers.client(2);
    long before = last(client);
    write(client, "filtered-");
    write(client, "filtered-");
    HttpResponse<Stream<String>> answer =
        servers
            .http()
            .send(
                servers
                    .request(3, "/v3/events?type=nothing.*")
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", Long.toString(before))
                    .GET()
                    .build(),
                HttpResponse.BodyHandlers.ofLines());
    try (Stream<String> lines = answer.body()) {
      long id =
          lines
              .peek(line -> assertThat(line).doesNotStartWith("data:"))
              .filter(line -> line.startsWith("id: "))
              .map(line -> Long.parseLong(line.substring(4)))
              .filter(position -> position >= before + 2)
              .findFirst()
              .orElseThrow();
      assertThat(id).isGreaterThanOrEqualTo(before + 2);
    }
    EventSelection tenants =
        new EventSelection(List.of("tenant.created"), Optional.of("tenant/filtered-*"));
    assertThat(client.events().list(tenants, 1, before).items())
        .extracting(EventView::type)
        .containsExactly("tenant.created");
    List<String> followed = new ArrayList<>();
    client
        .events()
        .follow(
            tenants,
            Optional.of(before),
            event -> {
              followed.add(event.subject());
              return followed.size() < 2;
            });
    assertThat(followed).allMatch(subject -> subject.startsWith("tenant/filtered-"));
  }

  @Test
  void oldEventsAreForgottenWhenAllWebhooksHaveThemAndWhoAsksForThemIsTold() throws Exception {
    CooperageClient client = servers.client(1);
    WebhookView slow =
        client
            .webhooks()
            .create(
                new WebhookRequest(
                    "slow",
                    "http://127.0.0.1:" + FreePorts.find() + "/",
                    List.of("*"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    write(client, "old-");
    long bound = Math.max(last(client), slow.position() + 1);
    age();
    Awaitility.await("what the webhook has is forgotten")
        .atMost(Duration.ofSeconds(60))
        .until(() -> firstKept(client) == slow.position() + 1);
    assertThat(bound).isGreaterThan(slow.position());
    client.webhooks().delete(slow.id());
    age();
    Awaitility.await("the rest too")
        .atMost(Duration.ofSeconds(60))
        .until(() -> firstKept(client) > bound);
    HttpResponse<String> page = servers.get(2, "/v3/events?after=" + (slow.position() - 1));
    assertThat(page.statusCode()).isEqualTo(410);
    assertThat(page.body()).contains("events_gone");
    HttpResponse<String> stream =
        servers.send(
            servers
                .request(3, "/v3/events")
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", "1")
                .GET());
    assertThat(stream.statusCode()).isEqualTo(410);
    assertThatThrownBy(() -> client.events().follow(Optional.of(1L), event -> false))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.is(ErrorCode.EVENTS_GONE)).isTrue());
    assertThat(servers.get(2, "/v3/events?after=0").statusCode()).isEqualTo(200);
  }

  /** All that happened, happened long ago; something new keeps the list from being empty. */
  private void age() throws Exception {
    try (Connection database =
        DriverManager.getConnection(
            servers.galera().jdbcUrl(1),
            servers.galera().account().user(),
            servers.galera().account().password())) {
      // The sequencer writes the same rows: of two, one is thrown back.
      Awaitility.await("all events are old")
          .ignoreExceptionsInstanceOf(SQLException.class)
          .untilAsserted(
              () ->
                  database.createStatement().execute("UPDATE event SET at = at - INTERVAL 1 DAY"));
    }
    write(servers.client(2), "new-");
  }

  private static long firstKept(CooperageClient client) {
    return client.events().list(1, 0).items().get(0).position();
  }

  private static long last(CooperageClient client) {
    long last = 0;
    List<EventView> page = client.events().list(1000, 0).items();
    while (!page.isEmpty()) {
      last = page.get(page.size() - 1).position();
      page = client.events().list(1000, last).items();
    }
    return last;
  }
}
