package io.cooperage.server.job;

/**
 * How a tenant stands in one datacenter.
 *
 * @param quota of tasks in progress in all datacenters; negative = unlimited
 * @param running of its tasks in progress in this datacenter; not known and 0 where nobody else
 *     waits
 * @param ceiling what this datacenter may have in progress of a limited tenant
 * @param version of its share
 */
record Standing(String tenant, int quota, int running, int ceiling, long version) {
  /** Of a tenant without a quota who waits alone. */
  static Standing unlimited(String tenant) {
    return new Standing(tenant, -1, 0, 0, 0);
  }

  boolean isUnlimited() {
    return quota < 0;
  }

  /** What it has in proportion to what it may have. */
  double load() {
    return isUnlimited() ? 0 : (double) running / Math.max(1, quota);
  }

  /** How many more tasks it may have in progress. */
  int room() {
    return isUnlimited() ? Integer.MAX_VALUE : Math.max(0, Math.min(quota, ceiling) - running);
  }
}
