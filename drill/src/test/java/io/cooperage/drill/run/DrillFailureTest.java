package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cooperage.drill.history.Execution;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.Figure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worst outcomes of a drill, on a site that only pretends. */
class DrillFailureTest {

  private static final DrillOptions OPTIONS =
      new DrillOptions(
          "dc2", Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(1), 20, 1, 1);
  private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

  @TempDir private Path drills;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", DrillFailureTest::answer);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Lists are empty; whatever is created is number 1. */
  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    boolean create = exchange.getRequestMethod().equals("POST");
    String body = create ? "{\"id\": \"00000001\", \"job\": \"00000001-001\"}" : "{\"items\": []}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(create ? 202 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private class Site implements DrillSite {
    private int started;

    @Override
    public List<String> datacenters() {
      return List.of("dc1", "dc2", "dc3");
    }

    @Override
    public URI global() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public URI door(String datacenter) {
      return global();
    }

    @Override
    public String token() {
      return "token";
    }

    @Override
    public Path drills() {
      return drills;
    }

    @Override
    public void kill(String datacenter) {}

    @Override
    public void killServer(String datacenter, int number) {}

    @Override
    public Return start(String datacenter) {
      started++;
      return new Return("IST", Duration.ZERO, Duration.ZERO);
    }

    @Override
    public void partition(String datacenter) {}

    @Override
    public Return heal(String datacenter) {
      return start(datacenter);
    }

    @Override
    public Duration suspicion() {
      return Duration.ofSeconds(1);
    }

    @Override
    public List<Execution> executions() {
      return List.of();
    }
  }

  @Test
  void datacenterThatDoesNotComeBackIsABrokenGuaranteeOfAReport() throws Exception {
    Site site =
        new Site() {
          @Override
          public Return start(String datacenter) {
            throw new IllegalStateException("dc2 is not whole after 120 s");
          }
        };
    DrillReport report = new DcLossDrill(site, OPTIONS).run("cooperage drill", SILENT);
    assertThat(report.guaranteesHold()).isFalse();
    assertThat(report.figures())
        .filteredOn(figure -> figure.name().equals("dc2 comes back"))
        .singleElement()
        .satisfies(
            figure -> {
              assertThat(figure.guarantee()).isTrue();
              assertThat(figure.value()).contains("not whole after 120 s");
            });
    try (Stream<Path> directories = Files.list(drills)) {
      assertThat(directories.findFirst().orElseThrow().resolve("report.md")).isNotEmptyFile();
    }
  }

  @Test
  void drillWithoutJobsToTakeOverFailsAlthoughNothingWasLost() throws Exception {
    DrillReport report = new DcLossDrill(new Site(), OPTIONS).run("cooperage drill", SILENT);
    assertThat(report.figures())
        .filteredOn(figure -> figure.guarantee() && !figure.holds())
        .extracting(Figure::name)
        .contains("jobs that the lost datacenter had");
  }

  @Test
  void datacenterThatWasKilledHalfIsStartedAgain() {
    Site site =
        new Site() {
          @Override
          public void kill(String datacenter) {
            throw new IllegalStateException("Processes have not ended");
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> new DcLossDrill(site, OPTIONS).run("cooperage drill", SILENT));
    assertThat(site.started).isEqualTo(1);
  }

  @Test
  void interruptedDrillStartsTheDatacenterAgain() throws Exception {
    Site site =
        new Site() {
          @Override
          public void kill(String datacenter) {
            Thread.currentThread().interrupt();
          }
        };
    boolean interrupted = false;
    try {
      new DcLossDrill(site, OPTIONS).run("cooperage drill", SILENT);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    assertThat(interrupted).isTrue();
    assertThat(site.started).isEqualTo(1);
  }
}
