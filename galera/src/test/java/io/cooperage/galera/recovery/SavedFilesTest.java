package io.cooperage.galera.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SavedFilesTest {

  private static final String UUID = "d6e617a6-e4df-11f1-8ef8-de2f221b4ba9";

  @Test
  void readsTheStateOfANodeThatStoppedInOrder() {
    SavedState state = SavedState.parse(state(UUID, 1175, 1)).orElseThrow();
    assertThat(state.position()).isEqualTo(new GaleraPosition(UUID, 1175));
    assertThat(state.position().exact()).isTrue();
    assertThat(state.safeToBootstrap()).isTrue();
  }

  @Test
  void aKilledNodeKnowsItsHistoryButNotHowFarItGot() {
    GaleraPosition position = SavedState.parse(state(UUID, -1, 0)).orElseThrow().position();
    assertThat(position.hasHistory()).isTrue();
    assertThat(position.exact()).isFalse();
  }

  @Test
  void aNodeThatNeverJoinedHasNoHistory() {
    String none = GaleraPosition.none().uuid();
    assertThat(SavedState.parse(state(none, -1, 0)).orElseThrow().position().hasHistory())
        .isFalse();
  }

  @Test
  void whatIsNoStateFileSaysNothing() {
    assertThat(SavedState.parse("")).isEmpty();
    assertThat(SavedState.parse("# GALERA saved state\nuuid:")).isEmpty();
    assertThat(SavedState.parse(state(UUID, 7, 0).replace("seqno:   7", "seqno:   7x"))).isEmpty();
    assertThat(SavedState.parse("\u0000\ufffd\u0001")).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    SavedState state = new SavedState(new GaleraPosition(UUID, 42), false);
    assertThat(SavedState.parse(state.text())).contains(state);
    SavedState safe = state.withSafeToBootstrap(true);
    assertThat(SavedState.parse(safe.text())).contains(safe);
    assertThat(safe.text()).isEqualTo(state(UUID, 42, 1));
  }

  @Test
  void readsWhatRecoveryFound() {
    String log =
        """
        2026-11-20 12:00:00 0 [Note] InnoDB: Buffer pool(s) load completed
        2026-11-20 12:00:00 0 [Note] WSREP: Recovered position: %s:42,0-1-7
        """
            .formatted(UUID);
    assertThat(GaleraPosition.ofRecovery(log)).contains(new GaleraPosition(UUID, 42));
    assertThat(GaleraPosition.ofRecovery("nothing")).isEmpty();
  }

  @Test
  void readsTheViewThatACrashedNodeRemembers() {
    String text =
        """
        my_uuid: 433571f2-ecbb-11f1-9cad-77ad997d8bf7
        #vwbeg
        view_id: 3 433571f2-ecbb-11f1-9cad-77ad997d8bf7 8
        bootstrap: 0
        member: 433571f2-ecbb-11f1-9cad-77ad997d8bf7 0
        member: 6751fd00-ecbb-11f1-ac36-4677cd30298c 0
        #vwend
        """;
    assertThat(SavedView.parse(text)).contains(new SavedView(8, 2));
    assertThat(SavedView.parse("#vwbeg")).isEmpty();
  }

  @Test
  void tellsTheWaysInWhichANodeCaughtUp() {
    assertThat(
            StateTransfer.read(
                "SST started on joiner\nIST completed on joiner\nWSREP: IST received: x:1"))
        .isEqualTo(StateTransfer.IST);
    assertThat(StateTransfer.read("mariabackup SST completed on joiner\nIST received: x:9"))
        .isEqualTo(StateTransfer.SST);
    assertThat(StateTransfer.read("Server synced with group")).isEqualTo(StateTransfer.NONE);
  }

  private static String state(String uuid, long seqno, int safe) {
    return """
        # GALERA saved state
        version: 2.1
        uuid:    %s
        seqno:   %d
        safe_to_bootstrap: %d
        """
        .formatted(uuid, seqno, safe);
  }
}
