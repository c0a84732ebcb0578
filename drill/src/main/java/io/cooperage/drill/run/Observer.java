package io.cooperage.drill.run;

import io.cooperage.api.ClusterSummary;
import io.cooperage.api.JobId;
import io.cooperage.api.JobView;
import io.cooperage.api.Page;
import io.cooperage.api.TaskView;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.UnreachableException;
import io.cooperage.drill.history.FinalView;
import io.cooperage.drill.history.ObservedCluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Looks at a drill's clusters and jobs through one datacenter's door. */
final class Observer implements WatchedJobs {

  private static final int PAGE = 200;
  private static final int AT_ONCE = 16;

  private final String datacenter;
  private final CooperageClient client;
  private final String prefix;

  /**
   * @param prefix begins the names of all clusters of the drill
   */
  Observer(String datacenter, CooperageClient client, String prefix) {
    this.datacenter = datacenter;
    this.client = client;
    this.prefix = prefix;
  }

  List<ClusterSummary> clusters() {
    return all(after -> client.clusters().list(PAGE, after)).stream()
        .filter(cluster -> cluster.name().startsWith(prefix + "-"))
        .toList();
  }

  /** Looks through the pending clusters of the lab only, which are few. */
  List<ClusterSummary> pending() {
    return all(after -> PendingClusters.page(client, after)).stream()
        .filter(cluster -> cluster.name().startsWith(prefix + "-"))
        .toList();
  }

  @Override
  public List<JobView> open() {
    return jobs(pending().stream().map(ClusterSummary::latestJob).toList());
  }

  /** Many at once: what is looked at one after the other would have ended meanwhile. */
  @Override
  public List<JobView> jobs(List<JobId> ids) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<CompletableFuture<JobView>> asked =
          ids.stream()
              .map(id -> CompletableFuture.supplyAsync(() -> client.jobs().get(id), threads))
              .toList();
      return asked.stream().map(Observer::answer).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * @throws ApiException as if it had been asked here
   * @throws UnreachableException the same
   */
  private static JobView answer(CompletableFuture<JobView> asked) {
    try {
      return asked.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public List<TaskView> tasks(JobId id) {
    return all(after -> client.jobs().tasks(id, PAGE, after));
  }

  FinalView view() {
    return new FinalView(datacenter, clusters().stream().map(this::observed).toList());
  }

  private ObservedCluster observed(ClusterSummary cluster) {
    Map<String, Integer> jobs = new HashMap<>();
    if (cluster.latestJob().number() == 1) {
      jobs.put("create", 1);
    } else {
      all(after -> client.clusters().jobs(cluster.id(), PAGE, after))
          .forEach(job -> jobs.merge(job.action().wire(), 1, Integer::sum));
    }
    return new ObservedCluster(
        cluster.id().toString(), cluster.name(), cluster.status().wire(), jobs);
  }

  private static <T> List<T> all(Function<Optional<String>, Page<T>> pages) {
    List<T> items = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<T> page = pages.apply(after);
      items.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return items;
  }
}
