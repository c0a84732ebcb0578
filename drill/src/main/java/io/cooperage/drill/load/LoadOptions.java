package io.cooperage.drill.load;

import java.time.Duration;

/**
 * What a load is like.
 *
 * @param prefix begins the names and keys of everything that the load makes
 * @param template of the clusters that it makes
 * @param rate operations a second, over all populations
 * @param seed of all its dice
 * @param settle how old a cluster is before it is deleted
 * @param patient whether clients repeat requests that failed
 * @param firstOperation number of its first operation in the ledger
 */
public record LoadOptions(
    String prefix,
    String template,
    double rate,
    Mix mix,
    long seed,
    Duration settle,
    boolean patient,
    long firstOperation) {

  public LoadOptions {
    if (!(rate > 0 && rate <= 10_000)) {
      throw new IllegalArgumentException(
          "The rate is in operations a second, between 0 and 10000, not " + rate);
    }
  }
}
