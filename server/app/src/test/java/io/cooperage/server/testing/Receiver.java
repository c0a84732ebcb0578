package io.cooperage.server.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;

/** A real HTTP server that gets webhooks, and answers as a test wants it. */
public final class Receiver implements AutoCloseable {
  /** The answer that never comes. */
  public static final int HANG = 0;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private volatile IntUnaryOperator answers = count -> 200;

  /** A message, and how it was answered. */
  public record Got(String id, String timestamp, String signature, String body, int answer) {}

  private Receiver(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  public static Receiver start() throws IOException {
    return new Receiver(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /**
   * @param status the status for the n-th message, counted from 0; {@link #HANG} for none
   */
  public void answer(IntUnaryOperator status) {
    answers = status;
  }

  /** All that came, in the order in which it came. */
  public List<Got> got() {
    return got;
  }

  /** The bodies of what was answered with 2xx. */
  public List<String> accepted() {
    return got.stream()
        .filter(one -> one.answer() >= 200 && one.answer() < 300)
        .map(Got::body)
        .toList();
  }

  private void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int status;
    synchronized (got) {
      status = answers.applyAsInt(got.size());
      got.add(
          new Got(
              exchange.getRequestHeaders().getFirst("webhook-id"),
              exchange.getRequestHeaders().getFirst("webhook-timestamp"),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              body,
              status));
    }
    try {
      if (status == HANG) {
        end.await();
      } else {
        byte[] text = ("answer " + status).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
