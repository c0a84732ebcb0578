package io.cooperage.server.cluster;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.api.catalog.LeaseDuration;
import io.cooperage.server.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a cluster lives: what the request asks for, within what the template allows. Pure. */
final class LeasePolicy {
  /** A hundred years in milliseconds: what the database can add to a time. */
  static final long LONGEST = 36_500L * 24 * 60 * 60 * 1000;

  private LeasePolicy() {}

  /**
   * @return milliseconds, 0 = for ever
   * @throws ProblemException INVALID_REQUEST if the template does not allow that much
   */
  static long initial(ClusterTemplate template, Optional<Long> asked) {
    long initial = template.administration().leaseduration().map(LeaseDuration::initial).orElse(0L);
    long most = Math.min(initial, LONGEST);
    long wanted = asked.orElse(most);
    if (wanted < 0) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "initialLeaseDuration is " + wanted + " ms. Give a positive number, or 0 for no end.");
    }
    if (most > 0 && (wanted == 0 || wanted > most)) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          ("initialLeaseDuration is %s, and template \"%s\" allows at most %d ms."
                  + " Ask for that or less, or leave it out.")
              .formatted(wanted == 0 ? "0 (no end)" : wanted + " ms", template.name(), most));
    }
    return wanted;
  }

  /**
   * When the lease of {@code cluster} ends after an extension: by one step of the template unless
   * less is asked for, and no later than its maximum after the creation.
   *
   * @param asked milliseconds; empty = one step
   * @throws ProblemException INVALID_REQUEST with what is possible; WRONG_STATE if the lease has no
   *     end
   */
  static Instant extended(ClusterRow cluster, ClusterTemplate template, Optional<Long> asked) {
    Instant end =
        cluster
            .expiresAt()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.WRONG_STATE,
                        "Cluster %s has no end of its lease, so there is nothing to extend."
                            .formatted(cluster.id())));
    long step = template.administration().leaseduration().map(LeaseDuration::step).orElse(0L);
    long max = template.administration().leaseduration().map(LeaseDuration::max).orElse(0L);
    long wanted = asked.orElse(step);
    if (wanted <= 0 || wanted > LONGEST || (step > 0 && wanted > step)) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "extension is %d ms; template \"%s\" allows 1 to %d ms at a time."
              .formatted(wanted, template.name(), step > 0 ? step : LONGEST));
    }
    Instant wish = end.plusMillis(wanted);
    Instant latest = cluster.createdAt().plusMillis(max > 0 ? Math.min(max, LONGEST) : LONGEST);
    if (wish.isAfter(latest)) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          ("Cluster %s would live until %s, and template \"%s\" allows %d ms from its creation:"
                  + " until %s. Extend it by %d ms at most.")
              .formatted(
                  cluster.id(),
                  wish,
                  template.name(),
                  max > 0 ? max : LONGEST,
                  latest,
                  Math.max(0, Duration.between(end, latest).toMillis())));
    }
    return wish;
  }
}
