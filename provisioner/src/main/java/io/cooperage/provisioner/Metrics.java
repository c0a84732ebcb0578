package io.cooperage.provisioner;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Slf4jReporter;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cooperage.provisioner.configuration.MetricsConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Shows the worker's numbers: in the log now and then, and as Prometheus text on the loopback. */
final class Metrics implements AutoCloseable {
  private static final String PREFIX = "cooperage_provisioner_";

  private final MetricRegistry registry;
  private final List<AutoCloseable> open = new ArrayList<>();

  private Metrics(MetricRegistry registry) {
    this.registry = registry;
  }

  static Metrics show(MetricRegistry registry, MetricsConfig config) throws IOException {
    Metrics metrics = new Metrics(registry);
    if (!config.logEvery().isZero()) {
      Slf4jReporter reporter =
          Slf4jReporter.forRegistry(registry)
              .outputTo(LoggerFactory.getLogger(Metrics.class))
              .build();
      reporter.start(config.logEvery().toMillis(), TimeUnit.MILLISECONDS);
      metrics.open.add(reporter);
    }
    if (config.port() > 0) {
      HttpServer server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()), 0);
      server.createContext("/metrics", exchange -> answer(exchange, metrics.text()));
      server.createContext("/health", exchange -> answer(exchange, "alive\n"));
      server.start();
      metrics.open.add(() -> server.stop(0));
    }
    return metrics;
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    registry.getGauges().forEach((name, gauge) -> line(text, name, "", gauge.getValue()));
    registry.getCounters().forEach((name, it) -> line(text, name, "_total", it.getCount()));
    registry.getMeters().forEach((name, it) -> line(text, name, "_total", it.getCount()));
    registry.getTimers().forEach((name, timer) -> timer(text, name, timer));
    return text.toString();
  }

  private static void timer(StringBuilder text, String name, Timer timer) {
    Snapshot snapshot = timer.getSnapshot();
    line(text, name, "_seconds_count", timer.getCount());
    line(text, name, "_seconds{quantile=\"0.5\"}", snapshot.getMedian() / 1e9);
    line(text, name, "_seconds{quantile=\"0.99\"}", snapshot.get99thPercentile() / 1e9);
  }

  private static void line(StringBuilder text, String name, String suffix, Object value) {
    text.append(PREFIX)
        .append(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_"))
        .append(suffix)
        .append(' ')
        .append(value)
        .append('\n');
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }
}
