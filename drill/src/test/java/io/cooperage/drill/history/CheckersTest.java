package io.cooperage.drill.history;

import static io.cooperage.drill.history.Histories.active;
import static io.cooperage.drill.history.Histories.answered;
import static io.cooperage.drill.history.Histories.broken;
import static io.cooperage.drill.history.Histories.by;
import static io.cooperage.drill.history.Histories.create;
import static io.cooperage.drill.history.Histories.delete;
import static io.cooperage.drill.history.Histories.get;
import static io.cooperage.drill.history.Histories.ok;
import static io.cooperage.drill.history.Histories.repeated;
import static io.cooperage.drill.history.Histories.replayed;
import static io.cooperage.drill.history.Histories.terminated;
import static io.cooperage.drill.history.Histories.view;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each checker passes a sound history and catches each seeded anomaly. */
class CheckersTest {

  private static final List<Operation> SOUND =
      List.of(
          create(1, 0, Outcome.OK, ok(1, 0, 10, "00000001")),
          create(2, 5, Outcome.OK, broken(2, 5, 20), replayed(2, 30, 40, "00000002")),
          delete(3, "00000001", 50, Outcome.OK, ok(3, 50, 60, "00000001")),
          get(4, "00000002", 60, Outcome.OK, ok(4, 60, 70, "00000002")));

  private static final List<FinalView> SAME =
      List.of(
          view("dc1", terminated("00000001", "n1"), active("00000002", "n2")),
          view("dc2", terminated("00000001", "n1"), active("00000002", "n2")));

  @Test
  void soundHistoryHasNoAnomaly() {
    assertThat(LostWrites.check(SOUND, SAME)).isEmpty();
    assertThat(DoubledEffects.check(SOUND, SAME)).isEmpty();
    assertThat(StaleReads.check(SOUND)).isEmpty();
    assertThat(Disagreements.check(SAME)).isEmpty();
    assertThat(UnfinishedWork.check(SAME.get(0))).isEmpty();
  }

  @Test
  void acknowledgedCreateThatOneDatacenterLacksIsLost() {
    List<FinalView> views = List.of(SAME.get(0), view("dc2", terminated("00000001", "n1")));
    assertThat(LostWrites.check(SOUND, views))
        .singleElement()
        .satisfies(
            anomaly -> {
              assertThat(anomaly.kind()).isEqualTo(Anomaly.Kind.LOST_WRITE);
              assertThat(anomaly.subject()).isEqualTo("operation 2");
              assertThat(anomaly.detail()).contains("dc2", "00000002");
            });
    assertThat(Disagreements.check(views)).hasSize(1);
  }

  @Test
  void acknowledgedIdThatNamesAnotherClusterIsLost() {
    FinalView view = view("dc1", terminated("00000001", "n1"), active("00000002", "stranger"));
    assertThat(LostWrites.check(SOUND, List.of(view))).hasSize(1);
  }

  @Test
  void acknowledgedDeleteWithoutEffectIsLost() {
    FinalView view = view("dc1", active("00000001", "n1"), active("00000002", "n2"));
    assertThat(LostWrites.check(SOUND, List.of(view)))
        .singleElement()
        .satisfies(anomaly -> assertThat(anomaly.subject()).isEqualTo("operation 3"));
  }

  @Test
  void unacknowledgedWriteMayBeMissing() {
    List<Operation> operations = List.of(create(9, 0, Outcome.UNKNOWN, broken(9, 0, 10)));
    assertThat(LostWrites.check(operations, SAME)).isEmpty();
  }

  @Test
  void nameThatExistsTwiceIsDoubled() {
    FinalView view =
        view(
            "dc1",
            terminated("00000001", "n1"),
            active("00000002", "n2"),
            active("00000005", "n2"));
    assertThat(DoubledEffects.check(SOUND, List.of(view, view)))
        .singleElement()
        .satisfies(
            anomaly -> assertThat(anomaly.detail()).contains("00000002").contains("00000005"));
  }

  @Test
  void nameUnderDifferentIdsInDifferentDatacentersIsADisagreement() {
    List<FinalView> views =
        List.of(view("dc1", active("00000002", "n2")), view("dc2", active("00000005", "n2")));
    assertThat(Disagreements.check(views)).hasSize(2);
  }

  @Test
  void secondDeleteJobIsDoubled() {
    FinalView view =
        view(
            "dc1",
            new ObservedCluster("00000001", "n1", "terminated", Map.of("create", 1, "delete", 2)),
            active("00000002", "n2"));
    assertThat(DoubledEffects.check(SOUND, List.of(view))).hasSize(1);
  }

  @Test
  void answersToOneKeyThatDifferAreDoubled() {
    List<Operation> operations =
        List.of(create(1, 0, Outcome.OK, ok(1, 0, 10, "00000001"), ok(1, 20, 30, "00000004")));
    assertThat(DoubledEffects.check(operations, List.of())).hasSize(1);
  }

  @Test
  void readThatMissesAnAcknowledgedCreateIsStale() {
    List<Operation> operations =
        List.of(
            SOUND.get(0),
            get(5, "00000001", 11, Outcome.FAIL, answered(5, 11, 15, 404, Verdict.REFUSED)));
    assertThat(StaleReads.check(operations)).hasSize(1);
  }

  @Test
  void deleteThatMissesAnAcknowledgedCreateIsStale() {
    List<Operation> operations =
        List.of(
            SOUND.get(0),
            delete(5, "00000001", 11, Outcome.FAIL, answered(5, 11, 15, 404, Verdict.REFUSED)));
    assertThat(StaleReads.check(operations)).hasSize(1);
  }

  @Test
  void readSentBeforeTheAcknowledgementMayMiss() {
    List<Operation> operations =
        List.of(
            SOUND.get(0),
            get(5, "00000001", 9, Outcome.FAIL, answered(5, 9, 15, 404, Verdict.REFUSED)));
    assertThat(StaleReads.check(operations)).isEmpty();
  }

  @Test
  void differentStatusIsADisagreement() {
    List<FinalView> views =
        List.of(view("dc1", active("00000001", "n1")), view("dc3", terminated("00000001", "n1")));
    assertThat(Disagreements.check(views)).hasSize(1);
  }

  @Test
  void pendingAndIncompleteClustersAreUnfinished() {
    FinalView view =
        view(
            "dc1",
            new ObservedCluster("00000001", "n1", "pending", Map.of()),
            new ObservedCluster("00000002", "n2", "incomplete", Map.of()),
            active("00000003", "n3"));
    assertThat(UnfinishedWork.check(view)).hasSize(2);
  }

  @Test
  void failedRequestWithAKeyIsFoundEvenIfItsRepeatSucceeds() {
    assertThat(FailedKeyedRequests.check(SOUND, new Promise(Set.of("global"), Set.of())))
        .singleElement()
        .satisfies(anomaly -> assertThat(anomaly.detail()).contains("connection_reset"));
    assertThat(FailedKeyedRequests.check(SOUND, new Promise(Set.of("dc1"), Set.of()))).isEmpty();
  }

  @Test
  void clientOfALostDoorMayLoseItsFirstRequestButNotARepetition() {
    Promise promise = new Promise(Set.of("global"), Set.of("dc2-volley"));
    Operation recovered =
        by("dc2-volley", create(8, 0, Outcome.OK, broken(8, 0, 1), repeated(ok(8, 2, 3, "c8"))));
    Operation failedAgain =
        by(
            "dc2-volley",
            create(
                9,
                0,
                Outcome.OK,
                broken(9, 0, 1),
                repeated(broken(9, 2, 3)),
                repeated(ok(9, 4, 5, "c9"))));
    assertThat(FailedKeyedRequests.check(List.of(recovered), promise)).isEmpty();
    assertThat(FailedKeyedRequests.check(List.of(failedAgain), promise))
        .singleElement()
        .satisfies(anomaly -> assertThat(anomaly.subject()).isEqualTo("operation 9"));
  }

  @Test
  void unknownOutcomesAreResolvedByRepeatOrByLookingAfterwards() {
    List<Operation> operations =
        List.of(
            SOUND.get(1),
            create(6, 0, Outcome.OK, broken(6, 0, 1), ok(6, 2, 3, "00000006")),
            create(7, 0, Outcome.UNKNOWN, broken(7, 0, 1)),
            create(1, 0, Outcome.UNKNOWN, broken(1, 0, 1)));
    assertThat(UnknownOutcomes.of(operations, SAME))
        .extracting(UnknownOutcomes.Resolved::resolution)
        .containsExactly(
            UnknownOutcomes.Resolution.REPEAT_GOT_STORED_ANSWER,
            UnknownOutcomes.Resolution.REPEAT_DID_IT,
            UnknownOutcomes.Resolution.ABSENT_AFTERWARDS,
            UnknownOutcomes.Resolution.FOUND_AFTERWARDS);
  }

  @Test
  void requestsInFlightAtTheKillAreCountedByCodeForEachKindOfClients() {
    List<Operation> operations =
        List.of(
            create(1, 0, Outcome.OK, ok(1, 0, 10, "00000001")),
            create(2, 5, Outcome.OK, broken(2, 5, 20), replayed(2, 30, 40, "00000002")),
            by("dc2-volley", create(3, 7, Outcome.UNKNOWN, broken(3, 7, 9))),
            by("dc3", create(4, 15, Outcome.OK, broken(4, 15, 16), ok(4, 17, 18, "00000004"))));
    assertThat(DroppedInFlight.during(operations, SAME, 8, 8))
        .containsExactly(
            new DroppedInFlight.InFlight(
                "dc2-volley",
                1,
                0,
                Map.of("connection_reset", 1),
                Map.of(UnknownOutcomes.Resolution.ABSENT_AFTERWARDS, 1)),
            new DroppedInFlight.InFlight(
                "global",
                2,
                1,
                Map.of("connection_reset", 1),
                Map.of(UnknownOutcomes.Resolution.REPEAT_GOT_STORED_ANSWER, 1)));
  }
}
