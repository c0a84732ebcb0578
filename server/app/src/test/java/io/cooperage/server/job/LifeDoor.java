package io.cooperage.server.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Sends one user's requests to any of the datacenters, and on to another under the same key if one
 * does not answer or says 503. Sometimes it asks again elsewhere: the answer must be the same.
 */
final class LifeDoor {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final ServerCluster servers;
  private final String token;
  private final Random random;

  /** An answer that is no 503. */
  record Answer(int status, JsonNode body, String request) {
    String code() {
      return body.path("code").asText();
    }
  }

  LifeDoor(ServerCluster servers, String token, Random random) {
    this.servers = servers;
    this.token = token;
    this.random = random;
  }

  Answer get(String path) throws Exception {
    return send("GET", path, "", "");
  }

  Answer change(String method, String path, String body) throws Exception {
    String key = UUID.randomUUID().toString();
    Answer answer = send(method, path, body, key);
    if (random.nextInt(8) == 0) {
      Answer again = send(method, path, body, key);
      if (answer.status() < 300 && !again.body().equals(answer.body())) {
        throw new AssertionError(answer + " became " + again + " when asked again");
      }
    }
    return answer;
  }

  private Answer send(String method, String path, String body, String key) throws Exception {
    long begin = System.nanoTime();
    int door = random.nextInt(3);
    String last = "";
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      HttpRequest.Builder request =
          servers
              .request(1 + door, path)
              .setHeader("Authorization", "Bearer " + token)
              .method(method, HttpRequest.BodyPublishers.ofString(body));
      if (!body.isEmpty()) {
        request.header("Content-Type", "application/json");
      }
      if (!key.isEmpty()) {
        request.header("Idempotency-Key", key);
      }
      try {
        HttpResponse<String> answer = servers.send(request);
        last = answer.statusCode() + " " + answer.body();
        if (answer.statusCode() != 503 && !last.contains("idempotency_in_progress")) {
          String asked = "dc%d %s %s %s".formatted(1 + door, method, path, body);
          return new Answer(answer.statusCode(), Json.MAPPER.readTree(answer.body()), asked);
        }
      } catch (IOException e) {
        last = e.toString();
      }
      door = (door + 1) % 3;
      TimeUnit.MILLISECONDS.sleep(50 + random.nextInt(100));
    }
    throw new AssertionError(
        "No datacenter answered %s %s in time; the last said %s".formatted(method, path, last));
  }
}
