package io.cooperage.server.job;

import io.cooperage.api.Accepted;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Creates clusters at an even pace through one datacenter, as a load balancer would carry them: a
 * request that got 503, or no answer, is repeated under its key in the next datacenter.
 */
final class RepeatingClient implements AutoCloseable {
  private static final int ATTEMPTS = 5;

  private final ServerCluster servers;
  private final List<Integer> doors;
  private final String name;
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private int asked;

  private RepeatingClient(ServerCluster servers, List<Integer> doors) {
    this.servers = servers;
    this.doors = doors;
    this.name = "load" + doors.get(0);
  }

  /**
   * @param doors datacenters in the order in which they are tried
   */
  static RepeatingClient start(ServerCluster servers, List<Integer> doors, Duration pause) {
    RepeatingClient client = new RepeatingClient(servers, doors);
    client.pace.scheduleWithFixedDelay(client::create, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    return client;
  }

  private void create() {
    String key = name + "-" + asked++;
    String last = "";
    try {
      String body = Json.MAPPER.writeValueAsString(Fixture.request(key, 1));
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        int door = doors.get(attempt % doors.size());
        try {
          HttpResponse<String> answer = servers.post(door, "/v3/clusters", body, key);
          if (answer.statusCode() == 202) {
            accepted.add(Json.MAPPER.readValue(answer.body(), Accepted.class));
            return;
          }
          last = "dc" + door + " answered " + answer.statusCode() + " " + answer.body();
          if (answer.statusCode() != 503) {
            break;
          }
        } catch (IOException e) {
          last = "dc" + door + " did not answer: " + e;
        }
      }
      failed.add(key + ": " + last);
    } catch (Exception e) {
      failed.add(key + ": " + e);
    }
  }

  Queue<Accepted> accepted() {
    return accepted;
  }

  Queue<String> failed() {
    return failed;
  }

  /** Begins no more requests, and waits for the last one's answer. */
  @Override
  public void close() throws InterruptedException {
    pace.shutdown();
    if (!pace.awaitTermination(1, TimeUnit.MINUTES)) {
      failed.add(name + ": a request does not end");
    }
  }
}
