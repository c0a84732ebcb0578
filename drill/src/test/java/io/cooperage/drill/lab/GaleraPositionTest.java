package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GaleraPositionTest {

  private static final String UUID = "d6e617a6-e4df-11f1-8ef8-de2f221b4ba9";

  @Test
  void readsTheStateOfANodeThatStoppedInOrder() {
    GaleraPosition position = GaleraPosition.ofState(state(UUID, 1175)).orElseThrow();

    assertThat(position).isEqualTo(new GaleraPosition(UUID, 1175));
    assertThat(position.exact()).isTrue();
  }

  @Test
  void aKilledNodeKnowsItsHistoryButNotHowFarItGot() {
    GaleraPosition position = GaleraPosition.ofState(state(UUID, -1)).orElseThrow();

    assertThat(position.hasHistory()).isTrue();
    assertThat(position.exact()).isFalse();
  }

  @Test
  void aNodeThatNeverJoinedHasNoHistory() {
    String none = "00000000-0000-0000-0000-000000000000";

    assertThat(GaleraPosition.ofState(state(none, -1)).orElseThrow().hasHistory()).isFalse();
    assertThat(GaleraPosition.ofState("")).isEmpty();
  }

  @Test
  void readsWhatRecoveryFound() {
    String log =
        """
        2026-11-20 12:00:00 0 [Note] InnoDB: Buffer pool(s) load completed
        2026-11-20 12:00:00 0 [Note] WSREP: Recovered position: %s:42
        """
            .formatted(UUID);

    assertThat(GaleraPosition.ofRecovery(log)).contains(new GaleraPosition(UUID, 42));
    assertThat(GaleraPosition.ofRecovery("nothing")).isEmpty();
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

  private static String state(String uuid, long seqno) {
    return """
        # GALERA saved state
        version: 2.1
        uuid:    %s
        seqno:   %d
        safe_to_bootstrap: 0
        """
        .formatted(uuid, seqno);
  }
}
