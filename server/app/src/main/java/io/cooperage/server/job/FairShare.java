package io.cooperage.server.job;

import io.cooperage.server.job.QueueDao.Candidate;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares tasks among waiting workers: each task, in order of the queue, goes to the worker that has
 * its plugin, room left, and the fewest of this round. Pure.
 */
final class FairShare {
  private FairShare() {}

  static List<HandOut> share(List<Candidate> candidates, List<Offer> offers) {
    int[] given = new int[offers.size()];
    List<HandOut> handOuts = new ArrayList<>();
    for (Candidate candidate : candidates) {
      int best = -1;
      for (int i = 0; i < offers.size(); i++) {
        Offer offer = offers.get(i);
        boolean fits = given[i] < offer.max() && offer.plugins().contains(candidate.plugin());
        if (fits && (best < 0 || given[i] < given[best])) {
          best = i;
        }
      }
      if (best >= 0) {
        given[best]++;
        handOuts.add(handOut(candidate, offers.get(best)));
      }
    }
    return handOuts;
  }

  private static HandOut handOut(Candidate candidate, Offer offer) {
    int attempt = candidate.attempt() + 1;
    return new HandOut(
        candidate.id(),
        offer.worker(),
        offer.poll(),
        candidate.epoch() + "." + attempt,
        attempt,
        candidate.action(),
        candidate.node(),
        candidate.service(),
        candidate.plugin(),
        candidate.generation(),
        candidate.recreate());
  }
}
