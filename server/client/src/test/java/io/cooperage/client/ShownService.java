package io.cooperage.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what the OpenAPI document shows, to requests that are as it shows them. */
final class ShownService implements AutoCloseable {
  private final List<ShownOperation> operations;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  ShownService(List<ShownOperation> operations) throws IOException {
    this.operations = operations;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The operations that {@code calls} ask for. */
  List<String> asked(Runnable calls) {
    asked.clear();
    calls.run();
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    URI target = exchange.getRequestURI();
    String method = exchange.getRequestMethod();
    boolean hasBody = exchange.getRequestBody().readAllBytes().length > 0;
    Optional<ShownOperation> operation =
        operations.stream().filter(one -> one.isAskedBy(method, target)).findFirst();
    operation.ifPresent(one -> asked.add(one.id()));
    List<String> complaints =
        operation
            .map(one -> one.complaints(target, exchange.getRequestHeaders()::getFirst, hasBody))
            .orElse(List.of("there is no such operation"));
    if (!complaints.isEmpty()) {
      send(exchange, 400, "application/problem+json", problem(method + " " + target, complaints));
      return;
    }
    boolean dryRun = String.valueOf(target.getQuery()).contains("dryRun=true");
    ShownOperation.Shown shown = operation.orElseThrow().answer(dryRun);
    send(exchange, shown.status(), shown.type(), shown.body());
  }

  private static String problem(String request, List<String> complaints) {
    return "{\"status\": 400, \"code\": \"invalid_request\", \"detail\": \"%s: %s\", \"errors\": []}"
        .formatted(request, complaints);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    if (!type.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", type);
    }
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    try (var out = exchange.getResponseBody()) {
      out.write(content);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
