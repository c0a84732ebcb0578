package io.cooperage.server.job;

import io.cooperage.api.WorkerLabels;

/**
 * Waiting tasks of one tenant that ask the same of a worker.
 *
 * @param plugin {@code automator/shell}
 * @param labels that a worker must carry
 * @param quota how many tasks of the tenant may be in progress; negative = unlimited
 */
record Lane(String tenant, String plugin, WorkerLabels labels, int quota) {
  boolean isUnlimited() {
    return quota < 0;
  }
}
