package io.cooperage.server.job;

import io.cooperage.api.Accepted;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterView;
import io.cooperage.api.JobId;
import io.cooperage.api.JobState;
import io.cooperage.api.JobView;
import io.cooperage.server.job.LifeRules.Change;
import io.cooperage.server.job.LifeRules.Steering;
import io.cooperage.server.web.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A user who does at random whatever can be done with clusters of their own, in any datacenter, and
 * holds every answer against {@link LifeRules}.
 */
final class LifeUser {
  private static final int CLUSTERS = 3;
  private static final Set<Integer> REFUSALS = Set.of(400, 404, 409, 422);

  private final String name;
  private final LifeDoor door;
  private final Random random;
  private final Set<ClusterId> everMade;
  private final List<ClusterId> mine = new ArrayList<>();
  private final Set<ClusterId> leased = new HashSet<>();
  private final List<String> story = new ArrayList<>();
  private int asked;

  /**
   * @param everMade the clusters of all users
   */
  LifeUser(String name, LifeDoor door, Random random, Set<ClusterId> everMade) {
    this.name = name;
    this.door = door;
    this.random = random;
    this.everMade = everMade;
  }

  /** What was done, for the report of a failure. */
  List<String> story() {
    return story;
  }

  void step() throws Exception {
    if (mine.isEmpty() || mine.size() < CLUSTERS && random.nextInt(3) == 0) {
      create();
      return;
    }
    ClusterId id = mine.get(random.nextInt(mine.size()));
    ClusterView view = cluster(id);
    JobView job = job(view.latestJob());
    boolean still = cluster(id).version() == view.version();
    if (still && view.status() != LifeRules.after(job.action(), job.status())) {
      throw wrong("cluster %s is %s and its job %s".formatted(id, view.status(), job));
    }
    if (view.status() == ClusterState.PENDING && random.nextInt(3) > 0
        || LifeRules.isOver(job.status()) && random.nextInt(4) == 0) {
      steer(view, job);
    } else {
      change(view);
    }
    if (view.status() == ClusterState.TERMINATED) {
      mine.remove(id);
    }
    TimeUnit.MILLISECONDS.sleep(random.nextInt(200));
  }

  private void create() throws Exception {
    boolean brief = random.nextInt(5) == 0;
    String body =
        "{\"name\":\"%s-%d\",\"clusterTemplate\":\"life\",\"numMachines\":%d%s}"
            .formatted(
                name,
                asked++,
                1 + random.nextInt(3),
                brief ? ",\"initialLeaseDuration\":4000" : "");
    LifeDoor.Answer answer = tell(door.change("POST", "/v3/clusters", body));
    if (answer.status() == 202) {
      Accepted accepted = Json.MAPPER.treeToValue(answer.body(), Accepted.class);
      if (!everMade.add(accepted.id())) {
        throw wrong("id %s was used before".formatted(accepted.id()));
      }
      mine.add(accepted.id());
      if (brief) {
        leased.add(accepted.id());
      }
    } else if (!answer.code().equals("quota_exceeded")) {
      throw wrong("%s is answered %s".formatted(answer.request(), answer));
    }
  }

  private void change(ClusterView view) throws Exception {
    Change change = Change.values()[random.nextInt(Change.values().length)];
    if (change == Change.DELETE && random.nextInt(2) == 0) {
      return;
    }
    String path = change.path(view.id().toString());
    String method = change == Change.DELETE ? "DELETE" : "POST";
    LifeDoor.Answer answer = tell(door.change(method, path, change.body(random)));
    boolean sure = view.status() != ClusterState.PENDING && !leased.contains(view.id());
    boolean allowed = LifeRules.isAllowed(view.status(), change);
    if (answer.status() == 202) {
      if (sure && !allowed) {
        throw wrong("%s was let through: %s".formatted(answer, view));
      }
    } else if (!REFUSALS.contains(answer.status())
        || sure && allowed && (change == Change.DELETE || isAboutState(answer))) {
      throw wrong("%s was refused: %s".formatted(answer, view));
    }
  }

  /** Refusals for what the cluster has in it are right; only those for its state are not. */
  private static boolean isAboutState(LifeDoor.Answer answer) {
    return answer.code().equals("wrong_state")
        && answer.body().path("detail").asText().contains("so it cannot be");
  }

  private void steer(ClusterView view, JobView job) throws Exception {
    Steering steering = Steering.values()[random.nextInt(Steering.values().length)];
    String path = "/v3/jobs/%s/%s".formatted(job.id(), steering.name().toLowerCase(Locale.ROOT));
    LifeDoor.Answer answer = tell(door.change("POST", path, ""));
    Optional<Boolean> allowed = LifeRules.isAllowed(job.status(), steering);
    boolean done = answer.status() == 200;
    if (!done && answer.status() != 409) {
      throw wrong("%s of %s".formatted(answer, job));
    }
    if (allowed.isPresent() && allowed.get() != done && !leased.contains(view.id())) {
      throw wrong("%s of %s of %s".formatted(answer, job, view));
    }
  }

  /** Lets go of what is held, and waits until nothing is pending. */
  void settle(Duration bound) throws Exception {
    long begin = System.nanoTime();
    for (ClusterId id : mine) {
      ClusterView view = cluster(id);
      while (view.status() == ClusterState.PENDING) {
        if (job(view.latestJob()).status() == JobState.PAUSED) {
          tell(door.change("POST", "/v3/jobs/" + view.latestJob() + "/resume", ""));
        }
        if (System.nanoTime() - begin > bound.toNanos()) {
          throw wrong("%s stays pending: %s".formatted(id, job(view.latestJob())));
        }
        TimeUnit.MILLISECONDS.sleep(200);
        view = cluster(id);
      }
    }
  }

  private ClusterView cluster(ClusterId id) throws Exception {
    LifeDoor.Answer answer = door.get("/v3/clusters/" + id);
    if (answer.status() != 200) {
      throw wrong("cluster %s is gone: %s".formatted(id, answer));
    }
    return Json.MAPPER.treeToValue(answer.body(), ClusterView.class);
  }

  private JobView job(JobId id) throws Exception {
    LifeDoor.Answer answer = door.get("/v3/jobs/" + id);
    if (answer.status() != 200) {
      throw wrong("job %s is gone: %s".formatted(id, answer));
    }
    return Json.MAPPER.treeToValue(answer.body(), JobView.class);
  }

  private LifeDoor.Answer tell(LifeDoor.Answer answer) {
    story.add("%s -> %d %s".formatted(answer.request(), answer.status(), answer.body().toString()));
    return answer;
  }

  private AssertionError wrong(String what) {
    return new AssertionError(name + ": " + what);
  }
}
