package io.cooperage.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent, by whomever, to whatever operation of the OpenAPI document: it is done or
 * refused in good form, and what is refused leaves nothing behind. {@code -Dcooperage.hostile.seed}
 * makes other requests, {@code -Dcooperage.hostile.rounds} is how often each operation is called.
 */
class HostileInputIT {
  private static final int ROUNDS = Integer.getInteger("cooperage.hostile.rounds", 8);
  private static final long SEED = Long.getLong("cooperage.hostile.seed", 8766651555776647481L);
  private static final int ENOUGH = 40;

  private static ServerCluster servers;
  private static Things things;

  private final Random random = new Random(SEED);
  private final RawClient client = new RawClient(servers.url(1));
  private final Set<String> complaints = new HashSet<>();
  private final List<String> told = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();
  private final Map<String, Map<Integer, Integer>> statuses = new TreeMap<>();

  @BeforeAll
  static void start() throws Exception {
    servers = ServerCluster.start(1, "webhooks: {allowPrivate: true}\n");
    things = new Things(servers);
  }

  @AfterAll
  static void stop() throws Exception {
    if (things != null) {
      things.close();
    }
    if (servers != null) {
      servers.close();
    }
  }

  @Test
  void whateverIsSentIsDoneOrRefusedInGoodForm() throws Exception {
    System.out.println("HostileInputIT -Dcooperage.hostile.seed=" + SEED);
    ApiCalls calls = ApiCalls.read();
    RightCalls right = new RightCalls(calls, things, random);
    Attacks attacks = new Attacks(things, random);
    List<ApiCall> all = new ArrayList<>(calls.all());
    for (int round = 0; round < ROUNDS && told.size() < ENOUGH; round++) {
      things.renew();
      Collections.shuffle(all, random);
      for (ApiCall call : all) {
        attack(calls, call, right, attacks);
      }
    }
    assertRefusedLeftNoLineInTheAudit();
    System.out.println("HostileInputIT: " + statuses);
    assertThat(told).as("-Dcooperage.hostile.seed=%d", SEED).isEmpty();
  }

  private void attack(ApiCalls calls, ApiCall call, RightCalls right, Attacks attacks)
      throws IOException {
    Draft draft = right.begin(call);
    Optional<RawRequest> read = call.isRead() ? Optional.empty() : read(calls, draft);
    Optional<Watch> before = watch(read);
    right.complete(draft, before.flatMap(Watch::etag).orElse("*"));
    if (random.nextInt(8) > 0) {
      attacks.spoil(draft);
    }
    RawRequest request = draft.request();
    Optional<RawAnswer> answer = send(call, request);
    if (answer.isPresent() && answer.get().status() >= 400) {
      refused.add(answer.get().header("X-Request-Id").orElse("none"));
      Optional<Watch> after = watch(read);
      if (before.isPresent() && !before.get().isSame(after.get(), request)) {
        complain(call, request, "is refused, and changed " + before.get() + " to " + after.get());
      }
    }
  }

  /** Reads what {@code draft} is about. */
  private static Optional<RawRequest> read(ApiCalls calls, Draft draft) {
    return calls
        .readOf(draft.call())
        .map(
            read ->
                new RawRequest(
                    "GET "
                        + draft.filled(read.path())
                        + (isList(read) ? "?limit=1000" : "")
                        + " HTTP/1.1",
                    List.of(
                        "Host: 127.0.0.1",
                        "Authorization: Bearer " + things.tokenFor(read.scopes())),
                    new byte[0],
                    false));
  }

  private static boolean isList(ApiCall read) {
    return read.parametersIn("query").stream().anyMatch(one -> one.name().equals("limit"));
  }

  private Optional<Watch> watch(Optional<RawRequest> read) throws IOException {
    return read.isEmpty()
        ? Optional.empty()
        : Optional.of(Watch.of(read.get().line().substring(4), client.send(read.get())));
  }

  /** Once more on an error of the connection; too long is too long. */
  private Optional<RawAnswer> send(ApiCall call, RawRequest request) {
    for (int attempt = 1; attempt <= 2; attempt++) {
      try {
        RawAnswer answer = client.send(request);
        statuses
            .computeIfAbsent(call.id(), id -> new TreeMap<>())
            .merge(answer.status(), 1, Integer::sum);
        AnswerRules.complaints(request, answer)
            .forEach(wrong -> complain(call, request, wrong + ": " + answer));
        return Optional.of(answer);
      } catch (SocketTimeoutException e) {
        complain(call, request, "is not answered within " + RawClient.PATIENCE);
        return Optional.empty();
      } catch (IOException e) {
        if (attempt == 2) {
          complain(call, request, "is not answered: " + e.getMessage());
        }
      }
    }
    return Optional.empty();
  }

  /** Of each kind once. */
  private void complain(ApiCall call, RawRequest request, String wrong) {
    if (complaints.add(call.id() + wrong.substring(0, Math.min(wrong.length(), 60)))) {
      told.add("%n%s %s%n  %s".formatted(call.id(), wrong, request));
    }
  }

  private void assertRefusedLeftNoLineInTheAudit() throws Exception {
    Set<String> known = new HashSet<>();
    Optional<String> after = Optional.of("0");
    while (after.isPresent()) {
      JsonNode page =
          Json.MAPPER.readTree(servers.get(1, "/v3/audit?limit=1000&after=" + after.get()).body());
      page.get("items").forEach(line -> known.add(line.get("requestId").asText()));
      after = Optional.ofNullable(page.path("next").textValue());
    }
    assertThat(known).as("requests that changed something").isNotEmpty();
    known.retainAll(refused);
    assertThat(known).as("refused, and in the audit").isEmpty();
  }
}
