package io.cooperage.galera.ids;

import java.time.Duration;

/**
 * How many ids are taken from the database at once. A sequence begins with the smallest block; the
 * block doubles while one lasts less than {@code busy} and halves while one lasts much longer.
 *
 * @param smallestBlock ids per block at first; what a restart may leave unused
 * @param largestBlock where the doubling ends
 * @param busy how long a block should last
 */
public record IdConfig(int smallestBlock, int largestBlock, Duration busy) {

  public IdConfig {
    if (smallestBlock < 1 || largestBlock < smallestBlock) {
      throw new IllegalArgumentException(
          "ids.smallestBlock is %d and ids.largestBlock is %d; need 1 <= smallest <= largest"
              .formatted(smallestBlock, largestBlock));
    }
  }

  /** The safe defaults. */
  public static IdConfig defaults() {
    return new IdConfig(10, 10_000, Duration.ofSeconds(2));
  }
}
