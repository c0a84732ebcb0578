package io.cooperage.server.job;

import io.cooperage.server.job.QueueDao.Candidate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Shares waiting tasks among tenants and workers. The next task is always one of the tenant that
 * has the fewest in progress in proportion to its quota, so that what workers can do is shared in
 * that proportion however many tasks each has waiting; one without a quota weighs as much as the
 * largest quota that waits. Of a tenant the task that waits longest goes first, to the worker that
 * fits, has room left, and got the fewest this time. Pure.
 */
final class FairShare {
  private final List<Offer> offers;
  private final int[] given;
  private final Map<Lane, List<Integer>> fitting = new HashMap<>();
  private final Set<Lane> closed = new HashSet<>();

  /** What a tenant has waiting and in progress, this round included. */
  private static final class Claim {
    final Queue<Candidate> waiting = new ArrayDeque<>();
    final long weight;
    long running;
    int room;

    Claim(Standing standing, long weight) {
      this.weight = weight;
      this.running = standing.running();
      this.room = standing.room();
    }

    /** Compares {@code (running + 1) / weight}. */
    boolean isBefore(Claim other) {
      return (running + 1) * other.weight < (other.running + 1) * weight;
    }
  }

  private FairShare(List<Offer> offers) {
    this.offers = offers;
    this.given = new int[offers.size()];
  }

  /**
   * @param standings of all tenants of the candidates
   */
  static List<HandOut> share(
      List<Candidate> candidates, List<Offer> offers, Map<String, Standing> standings, int most) {
    List<HandOut> handOuts = new ArrayList<>();
    FairShare share = new FairShare(offers);
    Map<String, Claim> claims = claims(candidates, standings);
    while (handOuts.size() < most && !claims.isEmpty()) {
      String tenant = next(claims);
      Claim claim = claims.get(tenant);
      Candidate candidate = claim.room > 0 ? claim.waiting.poll() : null;
      if (candidate == null) {
        claims.remove(tenant);
        continue;
      }
      int worker = share.worker(candidate.lane());
      if (worker >= 0) {
        share.given[worker]++;
        claim.running++;
        claim.room--;
        handOuts.add(handOut(candidate, offers.get(worker)));
      }
    }
    return handOuts;
  }

  private static Map<String, Claim> claims(
      List<Candidate> candidates, Map<String, Standing> standings) {
    long largest = standings.values().stream().mapToLong(Standing::quota).max().orElse(1);
    Map<String, Claim> claims = new TreeMap<>();
    candidates.stream()
        .sorted(Comparator.comparingLong(Candidate::since))
        .forEach(
            candidate ->
                claims
                    .computeIfAbsent(
                        candidate.lane().tenant(),
                        tenant -> claim(standings.get(tenant), Math.max(1, largest)))
                    .waiting
                    .add(candidate));
    return claims;
  }

  private static Claim claim(Standing standing, long largest) {
    return new Claim(standing, standing.isUnlimited() ? largest : Math.max(1, standing.quota()));
  }

  private static String next(Map<String, Claim> claims) {
    String next = null;
    for (Map.Entry<String, Claim> claim : claims.entrySet()) {
      if (next == null || claim.getValue().isBefore(claims.get(next))) {
        next = claim.getKey();
      }
    }
    return next;
  }

  /** -1: nobody who fits has room. */
  private int worker(Lane lane) {
    if (closed.contains(lane)) {
      return -1;
    }
    int best = -1;
    for (int worker : fitting.computeIfAbsent(lane, this::fitting)) {
      boolean room = given[worker] < offers.get(worker).max();
      if (room && (best < 0 || given[worker] < given[best])) {
        best = worker;
      }
    }
    if (best < 0) {
      closed.add(lane);
    }
    return best;
  }

  private List<Integer> fitting(Lane lane) {
    List<Integer> workers = new ArrayList<>();
    for (int i = 0; i < offers.size(); i++) {
      if (offers.get(i).fits(lane)) {
        workers.add(i);
      }
    }
    return workers;
  }

  private static HandOut handOut(Candidate candidate, Offer offer) {
    int attempt = candidate.attempt() + 1;
    return new HandOut(
        candidate.id(),
        candidate.lane().tenant(),
        offer.worker(),
        offer.poll(),
        candidate.epoch() + "." + attempt,
        attempt,
        candidate.action(),
        candidate.node(),
        candidate.service(),
        candidate.lane().plugin(),
        candidate.generation(),
        candidate.recreate());
  }
}
