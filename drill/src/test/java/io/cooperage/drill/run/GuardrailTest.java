package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.cooperage.drill.definition.Bound;
import io.cooperage.drill.definition.Clients;
import io.cooperage.drill.definition.DrillDefinition;
import io.cooperage.drill.definition.LoadShape;
import io.cooperage.drill.definition.Step;
import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Injection;
import io.cooperage.drill.history.DrillJson;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.Figure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drill whose guardrail is hit while a job of the lost datacenter goes on nowhere. */
class GuardrailTest {

  private static final Bound NO_FAILURES = new Bound(Bound.Measure.FAILURES, Clients.ALL, "0%");
  private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

  @TempDir private Path drills;

  private final PretendedApi api = new PretendedApi(this::serve);
  private volatile String name = "";
  private volatile Optional<Instant> broken = Optional.empty();
  private volatile Optional<Instant> healed = Optional.empty();

  @AfterEach
  void end() {
    api.close();
  }

  /** Until the fault is healed, the last cluster that was asked for is pending. */
  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    if (exchange.getRequestMethod().equals("POST") && path.startsWith("/v3/clusters")) {
      if (broken.isPresent() && healed.isEmpty()) {
        exchange.getRequestBody().readAllBytes();
        PretendedApi.answer(exchange, 500, "{\"code\": \"internal\", \"status\": 500}");
        return;
      }
      name = DrillJson.MAPPER.readTree(exchange.getRequestBody()).path("name").asText();
    }
    if (path.contains("state=pending") && healed.isEmpty()) {
      PretendedApi.answer(
          exchange,
          200,
          """
          {"items": [{"id": "00000001", "name": "%s", "status": "pending",
            "latestJob": "00000001-001"}]}
          """
              .formatted(name));
    } else if (path.endsWith("/jobs/00000001-001")) {
      PretendedApi.answer(exchange, 200, job());
    } else {
      PretendedApi.answer(exchange);
    }
  }

  /** It stays with the lost one until that is healed. */
  private String job() {
    return healed.isEmpty()
        ? "{\"id\": \"00000001-001\", \"status\": \"running\", \"datacenter\": \"dc2\"}"
        : """
        {"id": "00000001-001", "status": "complete", "datacenter": "dc3", "endTime": "%s"}
        """
            .formatted(Instant.now());
  }

  private final class Site extends PretendedSite {
    Site() {
      super(api, drills);
    }

    @Override
    public Injection inject(FaultSpec spec, Duration deadMan, Runnable aimed) {
      Injection injection = super.inject(spec, deadMan, aimed);
      broken = Optional.of(Instant.now());
      return new Injection() {
        @Override
        public String what() {
          return injection.what();
        }

        @Override
        public void heal() {
          healed = Optional.of(Instant.now());
          injection.heal();
        }

        @Override
        public boolean standing() {
          return injection.standing();
        }
      };
    }
  }

  private static DrillDefinition drill() {
    return new DrillDefinition(
        "mine",
        "Something happens.",
        new LoadShape(20, 100, 0, 0, 1, 2),
        Duration.ofSeconds(1),
        List.of(),
        List.of(
            new Step(
                Duration.ZERO,
                new FaultSpec(FaultKind.KILL, List.of("dc2"), Map.of()),
                Duration.ofMinutes(10))),
        Duration.ofSeconds(1),
        List.of(NO_FAILURES),
        List.of(),
        false);
  }

  @Test
  void whatStandsIsHealedBeforeItIsKnownWhoTookTheJobs() throws Exception {
    DrillReport report = new DrillRun(drill(), new Site(), 1, SILENT).run("cooperage drill");

    assertThat(report.figures())
        .filteredOn(figure -> figure.name().equals("no guardrail is hit"))
        .extracting(Figure::value)
        .containsExactly(NO_FAILURES.toString());
    assertThat(Duration.between(broken.orElseThrow(), healed.orElseThrow()))
        .isLessThan(Duration.ofSeconds(40));
  }
}
