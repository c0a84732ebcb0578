package io.cooperage.drill.definition;

/**
 * What clients do during a drill.
 *
 * @param rate operations a second in all
 * @param creates percent of them; so are {@code deletes} and {@code gets}; lists get the rest
 * @param longJobs clusters begun in each datacenter just before the first fault, so that jobs are
 *     in flight
 * @param volley creates sent while a datacenter is taken away, so that writes are in flight; even
 */
public record LoadShape(double rate, int creates, int deletes, int gets, int longJobs, int volley) {

  private static final double HIGHEST_RATE = 10_000;

  public LoadShape {
    if (!(rate > 0 && rate <= HIGHEST_RATE)) {
      throw new IllegalArgumentException(
          "rate is %s; it must be above 0 and at most %.0f operations a second"
              .formatted(rate, HIGHEST_RATE));
    }
    if (creates < 0 || deletes < 0 || gets < 0 || creates + deletes + gets > 100) {
      throw new IllegalArgumentException(
          "creates, deletes and gets are %d, %d and %d; they are percentages, 100 together at most"
              .formatted(creates, deletes, gets));
    }
    if (longJobs < 0 || longJobs > 100 || volley < 0 || volley > 1_000 || volley % 2 == 1) {
      throw new IllegalArgumentException(
          "longJobs is %d (0 to 100) and volley is %d (an even number up to 1000)"
              .formatted(longJobs, volley));
    }
  }
}
