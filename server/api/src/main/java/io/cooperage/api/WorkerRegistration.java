package io.cooperage.api;

import java.util.List;

/**
 * A worker process says hello: who it is, how many tasks it takes at a time, which plugin types it
 * has, which labels it carries.
 */
public record WorkerRegistration(
    String name,
    int capacity,
    List<String> providerTypes,
    List<String> automatorTypes,
    WorkerLabels labels) {
  public WorkerRegistration {
    labels = labels == null ? WorkerLabels.NONE : labels;
  }
}
