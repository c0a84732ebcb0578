package io.cooperage.drill.workload;

import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.ClusterState;
import io.cooperage.api.ClusterSummary;
import io.cooperage.api.Page;
import io.cooperage.api.Role;
import io.cooperage.api.TenantView;
import io.cooperage.api.TokenRequest;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.UnreachableException;
import io.cooperage.drill.check.Action;
import io.cooperage.drill.check.Bank;
import io.cooperage.drill.check.BankAction;
import io.cooperage.drill.check.BankAction.ReadBalances;
import io.cooperage.drill.check.BankAction.Transfer;
import io.cooperage.drill.check.CheckResult;
import io.cooperage.drill.check.ClientOperation;
import io.cooperage.drill.host.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * A tenant's quota as a bank: what is free is an account, and so is each cluster. A creation takes
 * from what is free, a deletion gives it back when the cluster is gone.
 *
 * <p>No answer shows the tenant and its clusters together. But whatever changes the use changes the
 * version of the tenant: clusters that were listed between two reads of one version were there
 * together, with that counter.
 */
public final class QuotaWorkload implements Workload {

  private static final String FREE = "free";
  private static final int LARGEST = 3;
  private static final int PAGE = 1_000;
  private static final int LOOKS = 6;
  private static final Duration GONE_WITHIN = Duration.ofSeconds(5);
  private static final Duration STILL_WITHIN = Duration.ofSeconds(90);

  private final Quota quota;
  private final String tenant;
  private final int limit;
  private final String template;
  private volatile String token = "";

  /** Those that are gone or being deleted: a second deletion takes the place of the first. */
  private final Set<ClusterId> leaving = ConcurrentHashMap.newKeySet();

  /**
   * @param prefix begins the name of its tenant
   * @param limit how much there is of it
   * @param template whose clusters may have one machine or more
   */
  public QuotaWorkload(String prefix, Quota quota, int limit, String template) {
    this.quota = quota;
    this.tenant = prefix + "-" + nameOf(quota);
    this.limit = limit;
    this.template = template;
  }

  private static String nameOf(Quota quota) {
    return "quota-" + quota.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String name() {
    return nameOf(quota);
  }

  @Override
  public void prepare(WorkloadClient client) {
    client.api().tenants().create(quota.of(tenant, limit));
    token =
        client
            .api()
            .tokens()
            .create(new TokenRequest(tenant, tenant, "bank", Role.ADMIN, Optional.empty()))
            .secret()
            .orElseThrow();
  }

  @Override
  public void step(WorkloadClient client) {
    List<ClusterSummary> there = new ArrayList<>();
    look(client, there, cluster -> quota.taken(cluster.numMachines()));
    switch (client.random().nextInt(8)) {
      case 0, 1, 2 -> create(client);
      case 3, 4, 5 -> deleteOne(client, there);
      case 6 -> count(client);
      default -> {
        // Only looks.
      }
    }
  }

  /** When nothing is under way any more, each cluster is asked for its machines. */
  @Override
  public void readAll(WorkloadClient client) {
    CooperageClient api = client.as(token);
    Poll.until(STILL_WITHIN, () -> nothingIsPending(api));
    look(client, new ArrayList<>(), cluster -> quota.held(api.clusters().get(cluster.id())));
  }

  private static boolean nothingIsPending(CooperageClient api) {
    try {
      return clusters(api).stream().noneMatch(one -> one.status() == ClusterState.PENDING);
    } catch (ApiException | UnreachableException e) {
      return false;
    }
  }

  @Override
  public CheckResult check(List<ClientOperation<Action>> history) {
    return Bank.check(ClientOperation.of(BankAction.class, history), Map.of(FREE, (long) limit));
  }

  /**
   * @param there gets the clusters that were seen last
   * @param amount what such a cluster has
   */
  private void look(
      WorkloadClient client, List<ClusterSummary> there, ToLongFunction<ClusterSummary> amount) {
    client.glimpse(
        new ReadBalances(new TreeMap<>()), () -> balances(client.as(token), there, amount));
  }

  private Optional<ReadBalances> balances(
      CooperageClient api, List<ClusterSummary> there, ToLongFunction<ClusterSummary> amount) {
    TenantView before = api.tenants().get(tenant);
    for (int i = 0; i < LOOKS; i++) {
      there.clear();
      there.addAll(clusters(api));
      TreeMap<String, Long> seen = new TreeMap<>(Map.of(FREE, quota.free(before)));
      for (ClusterSummary cluster : there) {
        seen.merge(cluster.name(), amount.applyAsLong(cluster), Long::sum);
      }
      TenantView after = api.tenants().get(tenant);
      if (after.version() == before.version()) {
        seen.values().removeIf(balance -> balance == 0);
        return Optional.of(new ReadBalances(seen));
      }
      before = after;
    }
    return Optional.empty();
  }

  /** Those that are not gone. */
  private static List<ClusterSummary> clusters(CooperageClient api) {
    List<ClusterSummary> clusters = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<ClusterSummary> page = api.clusters().list(PAGE, after);
      page.items().stream()
          .filter(cluster -> cluster.status() != ClusterState.TERMINATED)
          .forEach(clusters::add);
      after = page.next();
    } while (after.isPresent());
    return clusters;
  }

  private void create(WorkloadClient client) {
    int machines = 1 + client.random().nextInt(LARGEST);
    String name = tenant + "-" + client.value();
    client.write(
        new Transfer(FREE, name, quota.taken(machines)),
        () ->
            client.as(token).clusters().create(ClusterCreateRequest.of(name, template, machines)));
  }

  private void deleteOne(WorkloadClient client, List<ClusterSummary> there) {
    List<ClusterSummary> still = there.stream().filter(QuotaWorkload::isStill).toList();
    if (still.isEmpty()) {
      return;
    }
    CooperageClient api = client.as(token);
    ClusterSummary one = still.get(client.random().nextInt(still.size()));
    if (leaving.add(one.id()) && !delete(client, api, one)) {
      leaving.remove(one.id());
    }
  }

  private boolean delete(WorkloadClient client, CooperageClient api, ClusterSummary one) {
    return client.begin(
        new Transfer(one.name(), FREE, quota.taken(one.numMachines())),
        () -> {
          api.clusters().delete(one.id());
          return Poll.until(GONE_WITHIN, () -> isGone(api, one.id()));
        });
  }

  /** Whether it is there, and nothing is done to it. */
  private static boolean isStill(ClusterSummary cluster) {
    return switch (cluster.status()) {
      case PENDING, TERMINATED -> false;
      case ACTIVE, INCOMPLETE, INCONSISTENT -> true;
    };
  }

  private static boolean isGone(CooperageClient api, ClusterId id) {
    try {
      return api.clusters().get(id).status() == ClusterState.TERMINATED;
    } catch (ApiException | UnreachableException e) {
      return false;
    }
  }

  /** Whoever sets a limit makes the server count anew, beside those who create and delete. */
  private void count(WorkloadClient client) {
    client.write(
        new Transfer(FREE, FREE, 0),
        () ->
            client
                .api()
                .tenants()
                .update(quota.of(tenant, limit), client.api().tenants().get(tenant).version()));
  }
}
