package io.cooperage.drill.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/**
 * A host that somebody is logged in to. Scripts reach it through the input of a shell, so that
 * nothing of them is seen on a command line, and run as root. Not thread-safe.
 */
final class HostConnection implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** The host tells scripts where the operator's connection comes from, and arrives. */
  private static final String SHELL = "/bin/sh -s -- \"$SSH_CONNECTION\"";

  private final SiteHost host;
  private final ClientSession session;

  HostConnection(SiteHost host, ClientSession session) {
    this.host = host;
    this.session = session;
  }

  SiteHost host() {
    return host;
  }

  /** What a script printed, and its exit code. */
  record Outcome(int exitCode, String output, String errors) {}

  /**
   * Runs a script of ours as root and returns what it printed.
   *
   * @throws HostException if its exit code is not 0, or it takes longer than 40 s
   */
  String run(String script) {
    Outcome outcome = attempt(script);
    if (outcome.exitCode() != 0) {
      throw new HostException(
          "%s: %s".formatted(host, said(outcome, "exit code " + outcome.exitCode())));
    }
    return outcome.output();
  }

  /** Runs a script of ours as root, whatever its exit code. */
  Outcome attempt(String script) {
    try (ChannelExec channel =
        session.createExecChannel((host.login().ordinary() ? "exec sudo -n " : "exec ") + SHELL)) {
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      ByteArrayOutputStream errors = new ByteArrayOutputStream();
      channel.setOut(output);
      channel.setErr(errors);
      channel.open().verify(PATIENCE);
      try (OutputStream input = channel.getInvertedIn()) {
        input.write(whole(script).getBytes(StandardCharsets.UTF_8));
      }
      Set<ClientChannelEvent> events =
          channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
      if (!events.contains(ClientChannelEvent.CLOSED) || channel.getExitStatus() == null) {
        throw new HostException(
            "%s: the connection broke, or no answer came within %d s.%s"
                .formatted(host, PATIENCE.toSeconds(), said(output, errors)));
      }
      return new Outcome(
          channel.getExitStatus(),
          output.toString(StandardCharsets.UTF_8),
          errors.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new HostException("The connection to %s broke: %s.".formatted(host, e.getMessage()), e);
    }
  }

  /** A shell that has read but half of its script does none of it. */
  private static String whole(String script) {
    return "{\n" + script + "\nexit\n} < /dev/null\n";
  }

  private static String said(ByteArrayOutputStream output, ByteArrayOutputStream errors) {
    return said(
        new Outcome(
            0, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8)),
        "");
  }

  private static String said(Outcome outcome, String otherwise) {
    String text = (outcome.errors() + outcome.output()).strip();
    return text.isEmpty() ? otherwise : text;
  }

  @Override
  public void close() {
    session.close(true);
  }
}
