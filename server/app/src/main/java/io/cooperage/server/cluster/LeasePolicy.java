package io.cooperage.server.cluster;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.api.catalog.LeaseDuration;
import io.cooperage.server.web.ProblemException;
import java.util.Optional;

/** How long a new cluster lives: what the request asks for, within what the template allows. */
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
}
