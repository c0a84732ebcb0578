package io.cooperage.server.job;

import io.cooperage.api.ClusterOperation;
import io.cooperage.api.ClusterState;
import io.cooperage.api.JobState;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The states of clusters and jobs as their users know them, written down again without a look at
 * the server: what may be asked for when, and what comes of it.
 */
final class LifeRules {
  private LifeRules() {}

  /** What can be asked of a cluster. */
  enum Change {
    RECONFIGURE("reconfigure", "{\"config\":{\"a\":\"%d\"},\"merge\":true}"),
    RECONFIGURE_WITH_RESTART("reconfigure", "{\"restart\":true}"),
    SYNC("template/sync", "{}"),
    ADD("services", "{\"services\":[\"%s\"]}"),
    REMOVE("services/remove", "{\"services\":[\"%s\"]}"),
    START("services/start", ""),
    STOP_ONE("services/front/stop", ""),
    RESTART("services/restart", ""),
    SCALE("scale", "{\"numMachines\":%d}"),
    DELETE("", "");

    private final String path;
    private final String body;

    Change(String path, String body) {
      this.path = path;
      this.body = body;
    }

    String path(String cluster) {
      return "/v3/clusters/" + cluster + (path.isEmpty() ? "" : "/" + path);
    }

    String body(Random random) {
      return switch (this) {
        case RECONFIGURE -> body.formatted(random.nextInt(100));
        case SCALE -> body.formatted(1 + random.nextInt(4));
        case ADD, REMOVE -> body.formatted(random.nextBoolean() ? "side" : "lone");
        case RECONFIGURE_WITH_RESTART, SYNC, START, STOP_ONE, RESTART, DELETE -> body;
      };
    }
  }

  /** What can be asked of a job. */
  enum Steering {
    PAUSE,
    RESUME,
    ABORT,
    RETRY
  }

  static boolean isAllowed(ClusterState state, Change change) {
    return switch (change) {
      case DELETE -> state != ClusterState.TERMINATED;
      case RECONFIGURE, RECONFIGURE_WITH_RESTART, SYNC ->
          state == ClusterState.ACTIVE || state == ClusterState.INCONSISTENT;
      case ADD, REMOVE, START, STOP_ONE, RESTART, SCALE -> state == ClusterState.ACTIVE;
    };
  }

  static boolean isOver(JobState state) {
    return Set.of(JobState.COMPLETE, JobState.FAILED, JobState.ABORTED).contains(state);
  }

  /** How the cluster is whose last job is so. */
  static ClusterState after(ClusterOperation operation, JobState state) {
    boolean whole = operation == ClusterOperation.CREATE || operation == ClusterOperation.DELETE;
    return switch (state) {
      case NOT_SUBMITTED, RUNNING, PAUSED -> ClusterState.PENDING;
      case COMPLETE ->
          operation == ClusterOperation.DELETE ? ClusterState.TERMINATED : ClusterState.ACTIVE;
      case FAILED, ABORTED -> whole ? ClusterState.INCOMPLETE : ClusterState.INCONSISTENT;
    };
  }

  /** The answer, if it does not depend on how far workers are by now. */
  static Optional<Boolean> isAllowed(JobState state, Steering steering) {
    return switch (state) {
      case NOT_SUBMITTED, RUNNING -> Optional.empty();
      case PAUSED -> Optional.of(steering == Steering.RESUME || steering == Steering.ABORT);
      case COMPLETE -> Optional.of(false);
      case FAILED, ABORTED -> Optional.of(steering == Steering.RETRY);
    };
  }
}
