package io.cooperage.server.job;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Divides a tenant's quota of workers among datacenters. Each works out its own part from the same
 * rows and changes only its own: who holds more than its part while others lack something hands out
 * no more than its part, and gives up what its tasks free as they end; who wants more takes what is
 * free. So the sum of what is held never grows beyond the quota. Pure.
 */
final class ShareDivision {
  private ShareDivision() {}

  /**
   * What a datacenter holds of the quota.
   *
   * @param ceiling what it may have in progress; at most {@code held}
   * @param wanted what it asked for when it last said so
   */
  record Share(int held, int ceiling, int wanted) {
    static final Share NONE = new Share(0, 0, 0);
  }

  /**
   * The next share of {@code self}.
   *
   * @param shares of the datacenters that are up, this one too, and of those that still run tasks
   * @param running its tasks of the tenant in progress
   * @param wanted how many it has waiting and in progress, up to the quota
   * @param turn counts up slowly: what cannot be divided evenly goes round
   */
  static Share next(
      int quota, SortedMap<String, Share> shares, String self, int running, int wanted, long turn) {
    Share own = shares.getOrDefault(self, Share.NONE);
    SortedMap<String, Integer> wants = new TreeMap<>();
    shares.forEach((datacenter, share) -> wants.put(datacenter, share.wanted()));
    wants.put(self, wanted);
    SortedMap<String, Integer> parts = parts(quota, wants, turn);
    int free = quota - shares.values().stream().mapToInt(Share::held).sum();
    int lack = 0;
    for (String other : shares.keySet()) {
      if (!other.equals(self)) {
        int due = Math.min(parts.get(other), wants.get(other));
        lack += Math.max(0, due - shares.get(other).held());
      }
    }
    boolean scarce = free < 0 || lack > free;
    boolean hungry = wanted > own.held();
    int held = own.held();
    int ceiling = held;
    if (hungry && parts.get(self) > held) {
      held += Math.max(0, Math.min(parts.get(self) - held, free));
      ceiling = held;
    } else if (scarce && parts.get(self) < held) {
      ceiling = parts.get(self);
      held = Math.max(ceiling, Math.min(held, running));
    }
    return new Share(held, ceiling, hungry || lack > 0 ? wanted : own.wanted());
  }

  /**
   * Everybody gets what it wants or an even part, whichever is less; what is left over is spread
   * evenly over those who want anything.
   */
  static SortedMap<String, Integer> parts(int quota, SortedMap<String, Integer> wants, long turn) {
    SortedMap<String, Integer> parts = new TreeMap<>();
    wants.keySet().forEach(datacenter -> parts.put(datacenter, 0));
    List<String> eager = new ArrayList<>();
    wants.forEach(
        (datacenter, wanted) -> {
          if (wanted > 0) {
            eager.add(datacenter);
          }
        });
    int left = quota;
    List<String> unsatisfied = new ArrayList<>(eager);
    while (left > 0 && !unsatisfied.isEmpty()) {
      left -= spread(left, unsatisfied, parts, wants, turn);
      unsatisfied.removeIf(datacenter -> parts.get(datacenter) >= wants.get(datacenter));
    }
    if (left > 0 && !eager.isEmpty()) {
      SortedMap<String, Integer> boundless = new TreeMap<>();
      eager.forEach(datacenter -> boundless.put(datacenter, Integer.MAX_VALUE));
      spread(left, eager, parts, boundless, turn);
    }
    return parts;
  }

  /** One round of even parts up to {@code most}; the remainder goes to those whose turn it is. */
  private static int spread(
      int left,
      List<String> among,
      SortedMap<String, Integer> parts,
      SortedMap<String, Integer> most,
      long turn) {
    int even = left / among.size();
    int rest = left % among.size();
    int spent = 0;
    for (int i = 0; i < among.size(); i++) {
      String datacenter = among.get((int) Math.floorMod(turn + i, (long) among.size()));
      int part = even + (i < rest ? 1 : 0);
      int given = Math.min(part, most.get(datacenter) - parts.get(datacenter));
      parts.merge(datacenter, given, Integer::sum);
      spent += given;
    }
    return spent;
  }
}
