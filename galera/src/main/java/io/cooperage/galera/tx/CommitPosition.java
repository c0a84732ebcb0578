package io.cooperage.galera.tx;

import java.math.BigInteger;

/**
 * A place in the one order of all commits of the cluster; a later read can wait for it.
 *
 * @param gtid domain-server-sequence, as the database writes it
 */
public record CommitPosition(String gtid) {

  /** Nobody could say where; reads that are to wait for it wait for everything. */
  public static final CommitPosition UNKNOWN = new CommitPosition("0-0-0");

  public CommitPosition {
    if (!gtid.matches("\\d{1,10}-\\d{1,10}-\\d{1,20}")) {
      throw new IllegalArgumentException(
          "commit position is \"%s\"; it must look like 0-1-42".formatted(gtid));
    }
  }

  /** Whether it is a later place than the other one, in the same count. */
  public boolean isAfter(CommitPosition other) {
    int end = gtid.lastIndexOf('-') + 1;
    int otherEnd = other.gtid.lastIndexOf('-') + 1;
    return gtid.substring(0, end).equals(other.gtid.substring(0, otherEnd))
        && new BigInteger(gtid.substring(end))
                .compareTo(new BigInteger(other.gtid.substring(otherEnd)))
            > 0;
  }

  @Override
  public String toString() {
    return gtid;
  }
}
