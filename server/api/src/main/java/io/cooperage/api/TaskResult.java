package io.cooperage.api;

import java.util.Map;
import java.util.Optional;

/**
 * What came of a task. {@code addresses} and {@code properties} are merged into the node, {@code
 * datacenter} (if any) says where its machine stands. {@code credentials} are kept sealed, and
 * given to the tasks of this node only.
 */
public record TaskResult(
    String worker,
    String token,
    boolean success,
    String message,
    Map<String, String> addresses,
    Map<String, String> properties,
    Optional<String> datacenter,
    String stdout,
    long stdoutDropped,
    String stderr,
    long stderrDropped,
    Map<String, String> credentials) {
  public TaskResult {
    credentials = credentials == null ? Map.of() : credentials;
  }

  /** One that found out no credentials. */
  public TaskResult(
      String worker,
      String token,
      boolean success,
      String message,
      Map<String, String> addresses,
      Map<String, String> properties,
      Optional<String> datacenter,
      String stdout,
      long stdoutDropped,
      String stderr,
      long stderrDropped) {
    this(
        worker,
        token,
        success,
        message,
        addresses,
        properties,
        datacenter,
        stdout,
        stdoutDropped,
        stderr,
        stderrDropped,
        Map.of());
  }

  /** Without what it printed and found out. */
  @Override
  public String toString() {
    return "TaskResult[worker=%s, token=%s, success=%s]".formatted(worker, token, success);
  }
}
