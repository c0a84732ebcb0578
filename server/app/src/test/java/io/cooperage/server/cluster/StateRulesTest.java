package io.cooperage.server.cluster;

import static io.cooperage.api.ClusterState.ACTIVE;
import static io.cooperage.api.ClusterState.INCOMPLETE;
import static io.cooperage.api.ClusterState.INCONSISTENT;
import static io.cooperage.api.ClusterState.PENDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.web.ProblemException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateRulesTest {
  /** As the reference has it, written down once more. */
  private static final Map<ClusterChange, Set<ClusterState>> ALLOWED =
      Map.of(
          ClusterChange.RECONFIGURE, Set.of(ACTIVE, INCONSISTENT),
          ClusterChange.SYNC, Set.of(ACTIVE, INCONSISTENT),
          ClusterChange.ADD_SERVICES, Set.of(ACTIVE),
          ClusterChange.REMOVE_SERVICES, Set.of(ACTIVE),
          ClusterChange.START_SERVICES, Set.of(ACTIVE),
          ClusterChange.STOP_SERVICES, Set.of(ACTIVE),
          ClusterChange.RESTART_SERVICES, Set.of(ACTIVE),
          ClusterChange.SCALE, Set.of(ACTIVE),
          ClusterChange.EXTEND_LEASE, Set.of(PENDING, ACTIVE, INCOMPLETE, INCONSISTENT));

  @Test
  void eachChangeGoesFromItsStatesAndFromNoOther() {
    assertThat(ALLOWED).containsOnlyKeys(ClusterChange.values());
    ALLOWED.forEach(
        (change, from) -> {
          Set<ClusterState> let = EnumSet.noneOf(ClusterState.class);
          for (ClusterState state : ClusterState.values()) {
            if (refusal(change, state).isEmpty()) {
              let.add(state);
            }
          }
          assertThat(let).as(change.name()).isEqualTo(from);
        });
  }

  @Test
  void aRefusalSaysHowItIsAndWhatIsPossible() {
    assertThat(refusal(ClusterChange.SCALE, PENDING).orElseThrow())
        .hasMessageContaining("pending (job 00000007-003)")
        .hasMessageContaining("so it cannot be scaled")
        .hasMessageContaining("POST /v3/jobs/00000007-003/abort");
    assertThat(refusal(ClusterChange.SCALE, INCONSISTENT).orElseThrow())
        .hasMessageContaining("POST /v3/clusters/00000007/reconfigure");
    assertThat(refusal(ClusterChange.RECONFIGURE, INCOMPLETE).orElseThrow())
        .hasMessageContaining("(no space)")
        .hasMessageContaining("DELETE /v3/clusters/00000007");
    assertThat(refusal(ClusterChange.EXTEND_LEASE, ClusterState.TERMINATED).orElseThrow())
        .hasMessageContaining("nothing is left of it");
  }

  private static Optional<ProblemException> refusal(ClusterChange change, ClusterState state) {
    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class,
            () -> StateRules.check(cluster(state), change, Optional.empty()));
    if (refusal != null) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.WRONG_STATE);
    }
    return Optional.ofNullable(refusal);
  }

  private static ClusterRow cluster(ClusterState state) {
    return new ClusterRow(
        new ClusterId(7),
        "t",
        "c",
        "",
        "o",
        state,
        1,
        "t",
        1,
        0,
        1,
        3,
        state == PENDING ? 3 : 0,
        "no space",
        Instant.EPOCH,
        Optional.empty());
  }
}
