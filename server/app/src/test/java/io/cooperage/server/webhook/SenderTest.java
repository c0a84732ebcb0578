package io.cooperage.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cooperage.api.EventView;
import io.dropwizard.util.Duration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real receiver that answers, refuses, redirects, hangs, drips and babbles. */
class SenderTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final EventView EVENT =
      WebhookQueueTest.event(11, "acme", "cluster.active", "cluster/1");

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer receiver;
  private Sender sender;

  @BeforeEach
  void start() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    receiver = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    receiver.setExecutor(threads);
    receiver.createContext("/", this::receive);
    receiver.start();
    // A name that only the resolver of this test knows: the connection must go where it says.
    sender =
        new Sender(new Targets(true, host -> new InetAddress[] {loopback}), threads, config(500));
  }

  @AfterEach
  void stop() {
    end.countDown();
    sender.close();
    receiver.stop(0);
    threads.shutdownNow();
  }

  private static WebhookConfig config(long timeoutMillis) {
    return new WebhookConfig(
        true, Duration.milliseconds(timeoutMillis), null, null, null, null, null, null, null);
  }

  private void receive(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.add(
        path
            + " "
            + exchange.getRequestHeaders().getFirst("Host")
            + " "
            + exchange.getRequestHeaders().getFirst("webhook-id")
            + " "
            + body);
    try {
      switch (path) {
        case "/ok" -> answer(exchange, 200, "thanks");
        case "/broken" -> answer(exchange, 500, "out of\n\u0000order");
        case "/away" -> {
          exchange.getResponseHeaders().add("Location", "/ok");
          answer(exchange, 302, "");
        }
        case "/babble" -> answer(exchange, 200, "x".repeat(5_000_000));
        case "/drip" -> drip(exchange);
        default -> end.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void drip(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    while (!end.await(50, TimeUnit.MILLISECONDS)) {
      exchange.getResponseBody().write('.');
      exchange.getResponseBody().flush();
    }
  }

  private Receipt send(String path) throws Exception {
    return begin(path).get(10, TimeUnit.SECONDS);
  }

  private CompletableFuture<Receipt> begin(String path) {
    return sender.send(message(path));
  }

  private Message message(String path) {
    String url = "http://hooks.example.org:" + receiver.getAddress().getPort() + path;
    Message message = Message.of(WebhookQueueTest.webhook("*"), EVENT, NOW);
    return new Message(
        URI.create(url), message.id(), message.timestamp(), message.signature(), message.body());
  }

  @Test
  void theConnectionGoesToTheAddressThatWasChecked() throws Exception {
    Receipt receipt = send("/ok");
    assertThat(receipt.isSuccess()).as(receipt.toString()).isTrue();
    assertThat(receipt.detail()).isEqualTo("thanks");
    assertThat(seen)
        .singleElement()
        .asString()
        .startsWith("/ok hooks.example.org:" + receiver.getAddress().getPort() + " w1-11 {")
        .contains("\"position\":11");
  }

  @Test
  void aRefusalIsNoSuccessAndItsTextIsMadeHarmless() throws Exception {
    Receipt receipt = send("/broken");
    assertThat(receipt.isSuccess()).isFalse();
    assertThat(receipt.status()).isEqualTo(500);
    assertThat(receipt.detail()).isEqualTo("out of order");
  }

  @Test
  void aRedirectionIsNotFollowed() throws Exception {
    assertThat(send("/away").status()).isEqualTo(302);
    assertThat(seen).hasSize(1);
  }

  @Test
  void onlyTheBeginningOfALongAnswerIsKept() throws Exception {
    Receipt receipt = send("/babble");
    assertThat(receipt.status()).isEqualTo(200);
    assertThat(receipt.detail()).hasSize(1000);
  }

  @Test
  void aReceiverThatHangsOrDripsIsGivenUpInTime() throws Exception {
    for (String path : List.of("/hang", "/drip")) {
      Receipt receipt = send(path);
      assertThat(receipt.status()).as(path).isZero();
      assertThat(receipt.detail()).contains("no answer within");
      assertThat(receipt.latencyMillis()).isBetween(400, 5000);
    }
  }

  @Test
  void receiversThatHangHoldUpNoOther() throws Exception {
    List<CompletableFuture<Receipt>> hanging = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 50; i++) {
      hanging.add(begin("/hang"));
    }
    assertThat(send("/ok").isSuccess()).isTrue();
    assertThat(hanging).allMatch(one -> !one.join().isSuccess());
  }

  @Test
  void aForbiddenTargetIsNeverConnectedTo() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (Sender strict =
        new Sender(
            new Targets(false, host -> new InetAddress[] {loopback}), threads, config(500))) {
      Receipt receipt = strict.send(message("/ok")).get(10, TimeUnit.SECONDS);
      assertThat(receipt.status()).isZero();
      assertThat(receipt.detail()).contains("not on the internet");
      assertThat(seen).isEmpty();
    }
  }
}
