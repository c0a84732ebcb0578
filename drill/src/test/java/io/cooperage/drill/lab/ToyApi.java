package io.cooperage.drill.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cooperage.client.CooperageClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Knows some tokens and some workers of dc1, and makes the token {@code fresh}. Thread-safe. */
final class ToyApi implements AutoCloseable {

  static final String FRESH = "fresh";

  private final HttpServer server;
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final List<String> workers = new CopyOnWriteArrayList<>();

  ToyApi(String... tokens) {
    this.tokens.addAll(List.of(tokens));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  CooperageClient client(String token) {
    return new CooperageClient(
        RegisteredWorkers.hasty(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), token));
  }

  /** A worker with this session and name says that it is there. */
  void register(String session, String name) {
    workers.add(
        """
        {"id":"%s","name":"%s","datacenter":"dc1","capacity":1,"running":0,
         "providerTypes":[],"automatorTypes":[],"lastSeenMillis":0}
        """
            .formatted(session, name));
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String bearer = exchange.getRequestHeaders().getFirst("Authorization");
    if (!tokens.contains(bearer.replace("Bearer ", ""))) {
      reply(exchange, 401, "{\"code\":\"unauthenticated\",\"status\":401}");
    } else if (exchange.getRequestMethod().equals("POST")) {
      tokens.add(FRESH);
      reply(
          exchange,
          201,
          """
          {"id":"t","name":"n","tenant":"superadmin","user":"u","role":"worker",
           "createTime":"2026-11-20T12:00:00Z","secret":"fresh"}
          """);
    } else {
      String items = workers.stream().collect(Collectors.joining(",", "[", "]"));
      reply(exchange, 200, "{\"items\":" + items + "}");
    }
  }

  private static void reply(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
