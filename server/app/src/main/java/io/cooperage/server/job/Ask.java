package io.cooperage.server.job;

import io.cooperage.api.WorkerLabels;

/** What a task asks of a worker. */
record Ask(String plugin, WorkerLabels labels) {
  /** For people: {@code plugin automator/shell and labels rack=a}. */
  String describe() {
    return "plugin " + plugin + (labels.equals(WorkerLabels.NONE) ? "" : " and labels " + labels);
  }
}
