package io.cooperage.drill.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cooperage.drill.history.DrillClock;
import io.cooperage.drill.history.History;
import io.cooperage.drill.history.Ledger;
import io.cooperage.drill.history.LedgerEvent.Attempted;
import io.cooperage.drill.history.Operation;
import io.cooperage.drill.history.OperationKind;
import io.cooperage.drill.history.Outcome;
import io.cooperage.drill.history.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadGeneratorTest {

  private static final ToyService.Answer ACCEPTED =
      new ToyService.Answer(202, "{\"id\":\"00000001\",\"job\":\"00000001-001\"}");
  private static final String NOT_READY = "{\"code\":\"not_ready\",\"detail\":\"joining\"}";

  @TempDir private Path directory;

  private Operation createOnce(ToyService service) throws Exception {
    Ledger ledger = new Ledger(directory.resolve("ledger.jsonl"));
    try (ledger;
        LoadGenerator load = generator(service, ledger, 10)) {
      Population clients = new Population("global", service.uri());
      load.create(clients, "one", "t", 1).get(20, TimeUnit.SECONDS);
      return ledger.history().operations().get(0);
    }
  }

  private static LoadGenerator generator(ToyService service, Ledger ledger, double rate) {
    return new LoadGenerator(
        new LoadOptions("d", "t", rate, Mix.DEFAULT, 7, Duration.ofSeconds(1), true, 1),
        List.of(new Population("global", service.uri())),
        "secret",
        new DrillClock(),
        ledger);
  }

  @Test
  void lostAnswerIsRepeatedWithTheSameKeyAndBothRequestsAreRecorded() throws Exception {
    try (ToyService service =
        new ToyService(n -> n == 1 ? new ToyService.Answer(0, "") : ACCEPTED)) {
      Operation operation = createOnce(service);
      assertThat(operation.outcome()).isEqualTo(Outcome.OK);
      assertThat(operation.attempts())
          .extracting(Attempted::verdict)
          .containsExactly(Verdict.UNKNOWN, Verdict.OK);
      assertThat(operation.cluster()).hasValue("00000001");
      assertThat(service.requests()).isEqualTo(2);
      assertThat(new HashSet<>(service.keys())).hasSize(1);
    }
  }

  @Test
  void clientThatLosesItsDoorRepeatsThroughTheOtherWithTheSameKey() throws Exception {
    try (ToyService lost = new ToyService(n -> new ToyService.Answer(0, ""));
        ToyService other = new ToyService(n -> ACCEPTED);
        Ledger ledger = new Ledger(directory.resolve("ledger.jsonl"));
        LoadGenerator load = generator(other, ledger, 10)) {
      Population clients = new Population("dc2-volley", lost.uri(), other.uri());
      assertThat(load.create(clients, "one", "t", 1).get(20, TimeUnit.SECONDS)).isPresent();
      assertThat(lost.keys()).hasSize(1).isEqualTo(other.keys());
      assertThat(ledger.history().operations())
          .singleElement()
          .satisfies(op -> assertThat(op.clients()).isEqualTo("dc2-volley"));
    }
  }

  @Test
  void volleyIsKeyedCreatesOfAllClientsAtAnEvenPace() throws Exception {
    try (ToyService service = new ToyService(n -> ACCEPTED);
        Ledger ledger = new Ledger(directory.resolve("ledger.jsonl"));
        LoadGenerator load = generator(service, ledger, 10)) {
      load.volley(volleyClients(service), 6, Duration.ofMillis(60)).get(20, TimeUnit.SECONDS);
      await()
          .until(
              () ->
                  ledger.history().operations().stream()
                          .filter(op -> op.outcome() == Outcome.OK)
                          .count()
                      == 6);
      List<Operation> volley = ledger.history().operations();
      assertThat(volley)
          .allMatch(op -> op.kind() == OperationKind.CREATE)
          .extracting(op -> op.invoked().key().orElseThrow())
          .doesNotHaveDuplicates();
      assertThat(volley).filteredOn(op -> op.clients().equals("dc2-volley")).hasSize(3);
      long first = volley.stream().mapToLong(op -> op.invoked().intended()).min().orElseThrow();
      assertThat(volley)
          .extracting(op -> op.invoked().intended() - first)
          .containsExactlyInAnyOrder(0L, 10_000L, 20_000L, 30_000L, 40_000L, 50_000L);
    }
  }

  @Test
  void halfOfAVolleyIsUnderWayWhenItSaysSo() throws Exception {
    CountDownLatch stall = new CountDownLatch(1);
    try (ToyService service =
            new ToyService(
                n -> {
                  awaitUninterrupted(stall);
                  return ACCEPTED;
                });
        Ledger ledger = new Ledger(directory.resolve("ledger.jsonl"));
        LoadGenerator load = generator(service, ledger, 10)) {
      load.volley(volleyClients(service), 2, Duration.ofHours(2)).get(20, TimeUnit.SECONDS);
      assertThat(ledger.history().operations())
          .singleElement()
          .satisfies(op -> assertThat(op.attempts()).isEmpty());
      stall.countDown();
    }
  }

  private static List<Population> volleyClients(ToyService service) {
    return List.of(
        new Population("global-volley", service.uri()),
        new Population("dc2-volley", service.uri()));
  }

  @Test
  void problemThatSaysNotExecutedIsADroppedRequest() throws Exception {
    try (ToyService service =
        new ToyService(n -> n == 1 ? new ToyService.Answer(503, NOT_READY) : ACCEPTED)) {
      Operation operation = createOnce(service);
      assertThat(operation.attempts().get(0).verdict()).isEqualTo(Verdict.DROPPED);
      assertThat(operation.attempts().get(0).code()).isEqualTo("not_ready");
      assertThat(operation.attempts().get(0).datacenter()).hasValue("dc1");
      assertThat(operation.outcome()).isEqualTo(Outcome.OK);
    }
  }

  @Test
  void finalRefusalIsNotRepeated() throws Exception {
    try (ToyService service =
        new ToyService(n -> new ToyService.Answer(422, "{\"code\":\"unsatisfiable\"}"))) {
      Operation operation = createOnce(service);
      assertThat(operation.outcome()).isEqualTo(Outcome.FAIL);
      assertThat(operation.attempts())
          .singleElement()
          .satisfies(attempt -> assertThat(attempt.verdict()).isEqualTo(Verdict.REFUSED));
    }
  }

  @Test
  void lostReadIsNotRepeatedByTheHttpLibrary() throws Exception {
    try (ToyService service = new ToyService(n -> new ToyService.Answer(0, ""))) {
      HttpDoor door =
          new HttpDoor("t", Duration.ofSeconds(1), Duration.ofSeconds(5), Runnable::run);
      Reply reply =
          door.send(new Call("GET", service.uri(), Optional.empty(), Optional.empty())).get();
      assertThat(reply.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(service.requests()).isEqualTo(1);
    }
  }

  @Test
  void nobodyListeningIsADroppedRequest() throws Exception {
    ToyService service = new ToyService(n -> ACCEPTED);
    service.close();
    HttpDoor door = new HttpDoor("t", Duration.ofSeconds(1), Duration.ofSeconds(5), Runnable::run);
    Reply reply =
        door.send(new Call("GET", service.uri(), Optional.empty(), Optional.empty())).get();
    assertThat(reply.verdict()).isEqualTo(Verdict.DROPPED);
    assertThat(reply.code()).isEqualTo("connect_refused");
  }

  @Test
  void stalledServiceDoesNotSlowTheScheduleDown() throws Exception {
    CountDownLatch stall = new CountDownLatch(1);
    try (ToyService service =
            new ToyService(
                n -> {
                  awaitUninterrupted(stall);
                  return ACCEPTED;
                });
        Ledger ledger = new Ledger(directory.resolve("ledger.jsonl"));
        LoadGenerator load = generator(service, ledger, 50)) {
      load.start();
      await().until(() -> ledger.history().operations().size() >= 20);
      stall.countDown();
      load.stop();
      assertThat(load.awaitEnd(Duration.ofSeconds(20))).isTrue();
      History history = ledger.history();
      assertThat(history.operations()).allMatch(op -> op.outcome() == Outcome.OK);
      assertThat(history.operations().get(0).waited()).isGreaterThan(300_000);
      long[] intended =
          history.operations().stream().mapToLong(op -> op.invoked().intended()).sorted().toArray();
      assertThat(intended[10] - intended[9]).isEqualTo(20_000);
      assertThat(history.operations())
          .anyMatch(op -> op.kind() == OperationKind.CREATE)
          .allMatch(op -> op.kind().write() == op.invoked().key().isPresent());
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
