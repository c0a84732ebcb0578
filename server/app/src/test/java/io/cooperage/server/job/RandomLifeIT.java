package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cooperage.api.Assignment;
import io.cooperage.api.ClusterId;
import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.TaskRef;
import io.cooperage.api.TaskResult;
import io.cooperage.api.TaskState;
import io.cooperage.api.TaskView;
import io.cooperage.api.TenantRequest;
import io.cooperage.client.ApiException;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Several users do at random what can be done with clusters and their jobs, in three datacenters at
 * once, while tasks fail, workers die and a server is stopped and started again. {@code
 * -Dcooperage.life.seconds} is how long, {@code -Dcooperage.life.seed} repeats the choices of a run
 * (what they meet depends on time).
 */
class RandomLifeIT {
  private static final int USERS = 4;
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final TenantRequest TENANT = new TenantRequest("life", 8, 20, -1);

  private static ServerCluster servers;
  private static String token;

  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Set<ClusterId> made = ConcurrentHashMap.newKeySet();
  private final List<LoopWorker> workers = new ArrayList<>();
  private final Queue<LoopWorker.Ran> journal = LoopWorker.journal();
  private long seed;
  private long deadline;

  @BeforeContainer
  static void start() throws Exception {
    servers = ServerCluster.start(3);
    servers.client(1).tenants().create(TENANT);
    token = servers.token(TENANT.name(), "admin", "boss");
    catalogue(new CooperageClient(servers.url(1), token));
  }

  @AfterContainer
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  private static void catalogue(CooperageClient client) throws Exception {
    Fixture.install(client);
    Fixture.make(client, EntityKind.SERVICE, Fixture.service("side", "'store'"));
    Fixture.make(client, EntityKind.SERVICE, Fixture.service("lone", ""));
    Fixture.make(
        client,
        EntityKind.CLUSTERTEMPLATE,
        "{'name':'life','defaults':{'services':['store','front'],'provider':'sim'},"
            + "'constraints':{'services':{'store':{'quantities':{'min':1,'max':1}},"
            + "'lone':{'quantities':{'min':1,'max':2}}},'size':{'max':4}}}");
  }

  @Property(tries = 1, shrinking = ShrinkingMode.OFF)
  void whateverIsDoneTheRulesHold(@ForAll long drawn) throws Exception {
    seed = Long.getLong("cooperage.life.seed", drawn);
    System.out.println("RandomLifeIT -Dcooperage.life.seed=" + seed);
    deadline =
        System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("cooperage.life.seconds", 30));
    List<LifeUser> users = new ArrayList<>();
    ExecutorService threads = Executors.newCachedThreadPool();
    for (int number = 0; number < USERS; number++) {
      Random random = new Random(seed + number);
      users.add(new LifeUser("u" + number, new LifeDoor(servers, token, random), random, made));
    }
    users.forEach(user -> threads.execute(repeatedly(user::step)));
    LifeWatch watch = new LifeWatch(servers);
    threads.execute(
        repeatedly(
            () -> {
              assertThat(watch.look(1 + ThreadLocalRandom.current().nextInt(3))).isEmpty();
              TimeUnit.MILLISECONDS.sleep(150);
            }));
    trouble(new Random(seed));
    threads.shutdown();
    assertThat(threads.awaitTermination(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertNoFailure(users);
    for (LifeUser user : users) {
      user.settle(BOUND);
    }
    assertThat(watch.lookInTheEnd(2)).isEmpty();
    assertResultsLast(watch);
    assertOneAtATimeOnANode();
    workers.forEach(LoopWorker::close);
    System.out.printf(
        "RandomLifeIT: %d clusters, %d requests, %d tasks run%n",
        made.size(), users.stream().mapToInt(user -> user.story().size()).sum(), journal.size());
  }

  private interface Step {
    void take() throws Exception;
  }

  private Runnable repeatedly(Step step) {
    return () -> {
      try {
        while (System.nanoTime() < deadline && failures.isEmpty()) {
          step.take();
        }
      } catch (Exception | AssertionError e) {
        failures.add(e);
      }
    };
  }

  /** Kills workers all the time, and a server once. */
  private void trouble(Random random) throws Exception {
    for (int datacenter = 1; datacenter <= 3; datacenter++) {
      hire(datacenter);
      hire(datacenter);
    }
    long begin = System.nanoTime();
    long third = (deadline - begin) / 3;
    int unlucky = 1 + random.nextInt(3);
    boolean stopped = false;
    while (System.nanoTime() < deadline && failures.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(1000 + random.nextInt(2000));
      workers.get(random.nextInt(workers.size())).kill();
      if (!stopped && System.nanoTime() - begin > third) {
        stopped = true;
        servers.server(unlucky).close();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(6000));
        servers.restart(unlucky);
      }
      hire(1 + random.nextInt(3));
    }
    for (int datacenter = 1; datacenter <= 3; datacenter++) {
      hire(datacenter);
    }
  }

  private void hire(int datacenter) {
    workers.add(
        LoopWorker.start(
            servers.url(datacenter),
            servers.superadminToken(),
            "w" + workers.size(),
            journal,
            this::work));
  }

  /** Takes a while; fails now and then, and for some tasks four times in a row. */
  private TaskResult work(Assignment task) {
    try {
      TimeUnit.MILLISECONDS.sleep(Math.floorMod(task.hashCode(), 60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    long fate = Math.floorMod(new Random(seed ^ task.task().toString().hashCode()).nextInt(), 60);
    boolean fails =
        fate == 0 && attempt(task.token()) <= 4 || fate == 1 && attempt(task.token()) == 1;
    return LoopWorker.result(task, !fails, fails ? "fated to fail" : "done");
  }

  private static int attempt(String token) {
    return Integer.parseInt(token.substring(token.lastIndexOf('.') + 1));
  }

  private void assertNoFailure(List<LifeUser> users) {
    if (!failures.isEmpty()) {
      users.forEach(
          user -> {
            List<String> story = user.story();
            story
                .subList(Math.max(0, story.size() - 12), story.size())
                .forEach(System.out::println);
          });
      AssertionError error = new AssertionError(failures.peek());
      failures.stream().skip(1).forEach(error::addSuppressed);
      throw error;
    }
  }

  /** A task as it is in the end. */
  private record Row(String action, int attempts, String state, int generation) {
    private static final String ALL =
        """
        SELECT CONCAT(LPAD(task.cluster_id, 8, '0'), '-', LPAD(task.job_number, 3, '0'), '-',
                      LPAD(task.number, 3, '0'), ' ', task.action, ' ', task.attempt, ' ', task.state,
                      ' ', COALESCE(node.generation, 1))
        FROM task
        LEFT JOIN node ON node.cluster_id = task.cluster_id AND node.number = task.node_number
        WHERE task.action <> 'gate' AND NOT task.detached
        """;

    private static Map<String, Row> all(LifeWatch watch) throws SQLException {
      Map<String, Row> rows = new HashMap<>();
      for (String text : watch.column(3, ALL)) {
        String[] parts = text.split(" ");
        rows.put(
            parts[0],
            new Row(parts[1], Integer.parseInt(parts[2]), parts[3], Integer.parseInt(parts[4])));
      }
      return rows;
    }
  }

  /**
   * What was answered is kept: a task that was said to be done is done, but for machines that had
   * to be made again. Late results change nothing any more, and under old tokens are refused.
   */
  private void assertResultsLast(LifeWatch watch) throws Exception {
    Map<String, Row> rows = Row.all(watch);
    int checked = 0;
    for (LoopWorker worker : workers) {
      for (Map.Entry<TaskRef, Boolean> entry : worker.acknowledged().entrySet()) {
        TaskRef ref = entry.getKey();
        Row row = rows.get(ref.task().toString());
        if (row == null) {
          continue;
        }
        int attempt = attempt(ref.token());
        assertThat(row.attempts()).as("%s: %s", ref, row).isGreaterThanOrEqualTo(attempt);
        if (entry.getValue() && !row.action().equals("create") && row.generation() == 1) {
          assertThat(row.state()).as("%s: %s", ref, row).isEqualTo("complete");
          assertThat(row.attempts()).as("%s: %s", ref, row).isEqualTo(attempt);
        }
        if (checked++ % 40 == 0) {
          assertLateResultChangesNothing(ref, row.attempts() > attempt);
        }
      }
    }
    assertThat(checked).isPositive();
  }

  private static void assertLateResultChangesNothing(TaskRef ref, boolean old) {
    int datacenter = 1 + ref.task().number() % 3;
    CooperageClient reader = new CooperageClient(servers.url(datacenter), token);
    TaskView before = reader.tasks().get(ref.task());
    TaskResult late =
        new TaskResult(
            "late", ref.token(), false, "late", Map.of(), Map.of(), Optional.empty(), "", 0, "", 0);
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class, () -> servers.client(datacenter).tasks().finish(ref.task(), late));
    if (old) {
      assertThat(refusal).as("%s of %s", ref, before).isNotNull();
      assertThat(refusal.is(ErrorCode.STALE_TOKEN)).isTrue();
    }
    assertThat(reader.tasks().get(ref.task())).isEqualTo(before);
    assertThat(before.status()).isNotEqualTo(TaskState.IN_PROGRESS);
  }

  private void assertOneAtATimeOnANode() {
    Map<String, List<LoopWorker.Ran>> byNode = new HashMap<>();
    for (LoopWorker.Ran ran : journal) {
      byNode.computeIfAbsent(ran.task().node().tag(), tag -> new ArrayList<>()).add(ran);
    }
    byNode
        .values()
        .forEach(
            runs -> {
              runs.sort((one, other) -> Long.compare(one.from(), other.from()));
              for (int i = 1; i < runs.size(); i++) {
                assertThat(runs.get(i).from())
                    .as("%s after %s", runs.get(i), runs.get(i - 1))
                    .isGreaterThanOrEqualTo(runs.get(i - 1).to());
              }
            });
  }
}
