package io.cooperage.drill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.cooperage.drill.definition.DrillDefinition;
import io.cooperage.drill.definition.LoadShape;
import io.cooperage.drill.definition.Step;
import io.cooperage.drill.fault.FaultKind;
import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.history.DrillJson;
import io.cooperage.drill.history.LedgerEvent;
import io.cooperage.drill.history.UnknownOutcomes.Resolution;
import io.cooperage.drill.report.ClassFigures;
import io.cooperage.drill.report.DrillReport;
import io.cooperage.drill.report.Figure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worst outcomes of a drill, on a site that only pretends. */
class DrillFailureTest {

  private static final int VOLLEY = 8;
  private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

  @TempDir private Path drills;

  private final PretendedApi api = new PretendedApi(PretendedApi::answer);

  @AfterEach
  void end() {
    api.close();
  }

  private static DrillDefinition drill(FaultKind kind) {
    return new DrillDefinition(
        "mine",
        "Something happens.",
        new LoadShape(20, 35, 20, 35, 1, VOLLEY),
        Duration.ofSeconds(1),
        List.of(),
        List.of(
            new Step(
                Duration.ZERO,
                new FaultSpec(kind, List.of("dc2"), Map.of()),
                Duration.ofSeconds(2))),
        Duration.ofSeconds(1),
        List.of(),
        List.of(),
        false);
  }

  private DrillReport run(Site site, FaultKind kind) throws InterruptedException {
    return new DrillRun(drill(kind), site, 1, SILENT).run("cooperage drill");
  }

  private class Site extends PretendedSite {
    Site() {
      super(api, drills);
    }
  }

  @Test
  void datacenterThatDoesNotComeBackIsABrokenGuaranteeOfAReport() throws Exception {
    Site site =
        new Site() {
          @Override
          public Supplier<Return> returning(String datacenter) {
            return () -> {
              throw new IllegalStateException("dc2 is not whole after 120 s");
            };
          }
        };
    DrillReport report = run(site, FaultKind.KILL);
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
      assertThat(directories.findFirst().orElseThrow().resolve("report.html")).isNotEmptyFile();
    }
  }

  @Test
  void drillWithoutJobsToTakeOverOrWritesCutOffFailsAlthoughNothingWasLost() throws Exception {
    DrillReport report = run(new Site(), FaultKind.KILL);
    assertThat(report.figures())
        .filteredOn(figure -> figure.guarantee() && !figure.holds())
        .extracting(Figure::name)
        .contains("jobs that the lost datacenter had", "writes cut off in mid-flight, to judge by");
  }

  /** Once the fault comes, nobody gets an answer from dc2, and in the end connections break. */
  private final class SiteWhoseDoorIsLost extends Site {
    private final CountDownLatch arrived = new CountDownLatch(VOLLEY / 2);
    private final CountDownLatch never = new CountDownLatch(1);
    private final PretendedApi lost = new PretendedApi(this::serve);
    private volatile boolean dying;
    private volatile boolean gone;

    private void serve(HttpExchange exchange) throws IOException {
      if (dying) {
        arrived.countDown();
        await(never);
      } else {
        PretendedApi.answer(exchange);
      }
    }

    @Override
    public URI door(String datacenter) {
      return datacenter.equals("dc2") && !gone ? lost.address() : global();
    }

    @Override
    void begin(Runnable aimed) {
      dying = true;
      aimed.run();
      await(arrived);
      lost.close();
      gone = true;
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void writesThatTheKillCutsOffAreRepeatedElsewhereAndJudged() throws Exception {
    DrillReport report = run(new SiteWhoseDoorIsLost(), FaultKind.KILL);
    assertThat(report.inFlight())
        .filteredOn(inFlight -> inFlight.clients().equals("dc2-volley"))
        .singleElement()
        .satisfies(
            inFlight -> {
              assertThat(inFlight.underWay()).isGreaterThanOrEqualTo(2);
              assertThat(inFlight.answered()).isZero();
              assertThat(inFlight.droppedByCode())
                  .isEqualTo(Map.of("connection_lost", inFlight.underWay()));
              assertThat(inFlight.resolved())
                  .isEqualTo(Map.of(Resolution.REPEAT_DID_IT, inFlight.underWay()));
            });
    assertThat(report.classes())
        .filteredOn(figures -> figures.clients().endsWith("-volley"))
        .extracting(ClassFigures::clients, figures -> figures.outage().operations())
        .containsExactly(tuple("dc2-volley", 4), tuple("global-volley", 4));
    assertThat(report.figures())
        .filteredOn(
            figure ->
                figure.name().startsWith("failed requests")
                    || figure.name().startsWith("writes cut off"))
        .hasSize(2)
        .allMatch(Figure::holds);
  }

  @Test
  void cutOffDatacenterGetsAVolleyToo() throws Exception {
    DrillReport report = run(new Site(), FaultKind.CUT);
    assertThat(report.classes())
        .extracting(ClassFigures::clients)
        .contains("dc2-volley", "global-volley");
  }

  @Test
  void commitsThatWereCutAreAFigureAMarkAndAFactOfTheReport() throws Exception {
    Site site = new Site();
    site.hits(7);
    DrillReport report = run(site, FaultKind.COMMIT_CUT);

    assertThat(cuts(report)).extracting(Figure::value).containsExactly("7", "7");
    assertThat(cuts(report)).allMatch(Figure::holds);
    assertThat(report.marks())
        .extracting(LedgerEvent.Marked::what)
        .contains("commit-cut dc2 hit 7 times");
    JsonNode written = DrillJson.MAPPER.valueToTree(report);
    assertThat(written.at("/facts/commit-cut dc2/hits").asInt()).isEqualTo(7);
  }

  private static List<Figure> cuts(DrillReport report) {
    return report.figures().stream().filter(one -> one.name().startsWith("COMMITs cut")).toList();
  }

  @Test
  void faultThatCannotBeInjectedEndsTheDrill() {
    Site site =
        new Site() {
          @Override
          void begin(Runnable aimed) {
            throw new IllegalStateException("Processes have not ended");
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> run(site, FaultKind.KILL))
        .withMessage("Processes have not ended");
  }

  @Test
  void faultThatTheSiteCannotDoIsRefusedBeforeAnythingBegins() {
    Site site =
        new Site() {
          @Override
          public Set<FaultKind> kinds() {
            return EnumSet.of(FaultKind.CUT);
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> run(site, FaultKind.KILL))
        .withMessageContaining("kill dc2 cannot be done here");
    assertThat(drills).isEmptyDirectory();
  }

  @Test
  void drillThatWouldNotBeSurvivedBreaksNothing() {
    Site site =
        new Site() {
          @Override
          public List<String> datacenters() {
            return List.of("dc1", "dc2");
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> run(site, FaultKind.KILL))
        .withMessageContaining("no datacenter has a quorum of the 2");
    assertThat(drills).isEmptyDirectory();
  }

  @Test
  void interruptedDrillHealsItsFault() throws Exception {
    Site site =
        new Site() {
          @Override
          void begin(Runnable aimed) {
            Thread.currentThread().interrupt();
          }
        };
    boolean interrupted = false;
    try {
      run(site, FaultKind.KILL);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    assertThat(interrupted).isTrue();
    assertThat(site.healings()).isEqualTo(1);
  }
}
