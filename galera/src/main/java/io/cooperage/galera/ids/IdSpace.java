package io.cooperage.galera.ids;

/**
 * The ids of one datacenter: startNum, startNum + incrementBy, startNum + 2·incrementBy, …
 *
 * @param startNum the first id, 1 or more
 * @param incrementBy the distance between two ids, 1 or more
 */
public record IdSpace(long startNum, long incrementBy) {

  public IdSpace {
    if (startNum < 1 || incrementBy < 1) {
      throw new IllegalArgumentException(
          "ids.startNum is %d and ids.incrementBy is %d; both must be 1 or more"
              .formatted(startNum, incrementBy));
    }
  }

  /** Whether some number belongs to both: equal modulo the greatest common divisor. */
  public boolean collidesWith(IdSpace other) {
    long divisor = gcd(incrementBy, other.incrementBy);
    return Math.floorMod(startNum - other.startNum, divisor) == 0;
  }

  /** The smallest member that is greater than the number. */
  public long nextAfter(long number) {
    if (number < startNum) {
      return startNum;
    }
    long steps = (number - startNum) / incrementBy + 1;
    return Math.addExact(startNum, Math.multiplyExact(steps, incrementBy));
  }

  /** Whether the number is a member. */
  public boolean contains(long number) {
    return number >= startNum && (number - startNum) % incrementBy == 0;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
