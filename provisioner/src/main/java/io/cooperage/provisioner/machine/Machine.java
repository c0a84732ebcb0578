package io.cooperage.provisioner.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.sshd.client.session.ClientSession;

/**
 * A machine that somebody is logged in to. Not thread-safe. Whatever runs there through {@link
 * #run} ends when this object, its connection or its process does.
 */
public final class Machine implements AutoCloseable {
  private static final String PREPARE = RemoteScripts.text("prepare.sh");
  private static final String PUT = RemoteScripts.text("put.sh");
  private static final String RUN = RemoteScripts.text("run.sh");
  private static final Duration LOCK_WAIT = Duration.ofSeconds(20);

  private final MachineLogin login;
  private final ClientSession session;
  private final Duration timeout;

  Machine(MachineLogin login, ClientSession session, Duration timeout) {
    this.login = login;
    this.session = session;
    this.timeout = timeout;
  }

  /**
   * Puts the resources on the machine that it does not have yet, and names them under {@code
   * ~/.cooperage/by-name}.
   *
   * @param resources name there ({@code script/start-web}) to SHA-256
   * @param files finds the content of a hash on this side
   * @return how many had to be put
   */
  public int provide(Map<String, String> resources, ContentSource files)
      throws MachineException, InterruptedException {
    if (resources.isEmpty()) {
      return 0;
    }
    int put = 0;
    for (String missing : prepare(resources).lines().toList()) {
      put(missing, files.file(missing));
      put++;
    }
    if (put > 0) {
      String still = prepare(resources);
      if (!still.isBlank()) {
        throw new MachineException(
            login + " has lost resources right after they were put there: " + still.strip());
      }
    }
    return put;
  }

  private String prepare(Map<String, String> resources)
      throws MachineException, InterruptedException {
    String list =
        resources.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
            .collect(Collectors.joining());
    return command(PREPARE, list).stdout();
  }

  private void put(String sha256, Path file) throws MachineException, InterruptedException {
    try (RemoteCommand command = open(PUT, sha256, Long.toString(Files.size(file)));
        InputStream content = Files.newInputStream(file)) {
      content.transferTo(command.input());
      command.input().flush();
      CommandResult result = command.await(timeout);
      if (result.exit() != 0) {
        throw new MachineException(
            "Putting resource " + sha256 + " on " + login + " failed: " + result.stderr().strip());
      }
    } catch (IOException e) {
      throw broken("Putting resource " + sha256 + " on", e);
    }
  }

  /** Runs a short script of ours; a failure is an exception with what it printed. */
  public CommandResult command(String script, String input, String... arguments)
      throws MachineException, InterruptedException {
    try (RemoteCommand command = open(script, arguments)) {
      command.give(input.getBytes(StandardCharsets.UTF_8));
      CommandResult result = command.await(timeout);
      if (result.exit() != 0) {
        throw new MachineException(
            login + " answered " + result.exit() + ": " + result.stderr().strip());
      }
      return result;
    } catch (IOException e) {
      throw broken("Running a command on", e);
    }
  }

  /**
   * Runs a script that is on the machine, alone, and returns its exit code. An interrupt ends it:
   * its process group first gets SIGTERM, then SIGKILL.
   */
  public int run(RemoteRun run, OutputStream stdout, OutputStream stderr)
      throws MachineException, InterruptedException {
    String deadMan = seconds(run.deadMan());
    try (RemoteCommand command =
        open(
            RUN,
            stdout,
            stderr,
            run.name(),
            run.script(),
            deadMan,
            Long.toString(LOCK_WAIT.toSeconds()))) {
      sendHeader(command.input(), run);
      return command.awaitBeating(run.beat());
    } catch (IOException e) {
      throw broken("The connection broke while a script ran on", e);
    }
  }

  private static void sendHeader(OutputStream input, RemoteRun run) throws IOException {
    byte[] environment =
        exports(run.environment(), run.arguments()).getBytes(StandardCharsets.UTF_8);
    input.write((environment.length + "\n").getBytes(StandardCharsets.US_ASCII));
    input.write(environment);
    input.write((run.document().length + "\n").getBytes(StandardCharsets.US_ASCII));
    input.write(run.document());
    input.flush();
  }

  private static String exports(Map<String, String> environment, String arguments) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put("COOPERAGE_ARGUMENTS", arguments);
    return all.entrySet().stream()
        .map(entry -> "export " + entry.getKey() + "=" + quote(entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private RemoteCommand open(String script, String... arguments)
      throws MachineException, InterruptedException {
    return open(script, null, null, arguments);
  }

  private RemoteCommand open(
      String script, OutputStream stdout, OutputStream stderr, String... arguments)
      throws MachineException, InterruptedException {
    StringBuilder line =
        new StringBuilder("exec bash -c ").append(quote(script)).append(" cooperage");
    for (String argument : arguments) {
      line.append(' ').append(quote(argument));
    }
    try {
      return RemoteCommand.open(session, line.toString(), stdout, stderr, timeout);
    } catch (IOException e) {
      throw broken("Cannot run a command on", e);
    }
  }

  private MachineException broken(String doing, IOException e) throws InterruptedException {
    if (Interrupts.causedBy(e)) {
      throw new InterruptedException(doing + " " + login + " was interrupted");
    }
    return new MachineException(doing + " " + login + ": " + Interrupts.reason(e), e);
  }

  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }

  @Override
  public void close() {
    session.close(true);
  }

  /** Finds content by hash; see {@link #provide}. */
  @FunctionalInterface
  public interface ContentSource {
    Path file(String sha256) throws MachineException, InterruptedException;
  }
}
