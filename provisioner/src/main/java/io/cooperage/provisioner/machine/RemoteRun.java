package io.cooperage.provisioner.machine;

import java.time.Duration;
import java.util.Map;

/**
 * A script to run on a machine. {@code name}: for the files that it needs there. {@code script}:
 * the SHA-256 of a resource put there before. {@code environment} and {@code document} (JSON, its
 * path in {@code COOPERAGE_CONFIG_FILE}) travel through the connection, not on a command line.
 * {@code deadMan}: the machine ends the script when it hears nothing from the worker for so long;
 * {@code beat}: how often it does hear something.
 */
public record RemoteRun(
    String name,
    String script,
    String arguments,
    Map<String, String> environment,
    byte[] document,
    Duration deadMan,
    Duration beat) {
  public RemoteRun(
      String name,
      String script,
      String arguments,
      Map<String, String> environment,
      byte[] document,
      Duration deadMan) {
    this(name, script, arguments, environment, document, deadMan, deadMan.dividedBy(5));
  }
}
