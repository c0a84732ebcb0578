package io.cooperage.api;

import java.util.Map;
import java.util.Optional;

/**
 * What came of a task. {@code addresses} and {@code properties} are merged into the node, {@code
 * datacenter} (if any) says where its machine stands.
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
    long stderrDropped) {}
