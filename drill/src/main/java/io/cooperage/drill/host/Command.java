package io.cooperage.drill.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command of the machine, run to its end. Arguments are never interpreted by a shell; what is
 * secret goes in through the input, never through the arguments, which everybody can read.
 */
public final class Command {

  private static final Logger LOG = LoggerFactory.getLogger(Command.class);

  private final List<String> arguments;
  private final String input;
  private final Duration timeout;

  private Command(List<String> arguments, String input, Duration timeout) {
    this.arguments = List.copyOf(arguments);
    this.input = input;
    this.timeout = timeout;
  }

  /** A command without input that may take a minute. */
  public static Command of(String... arguments) {
    return of(List.of(arguments));
  }

  /** A command without input that may take a minute. */
  public static Command of(List<String> arguments) {
    return new Command(arguments, "", Duration.ofMinutes(1));
  }

  /** The same command with further arguments. */
  public Command and(String... further) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(further));
    return new Command(all, input, timeout);
  }

  /** The same command inside a network namespace. */
  public Command in(String namespace) {
    List<String> inside = new ArrayList<>(NetworkNamespaces.enter(namespace));
    inside.addAll(arguments);
    return new Command(inside, input, timeout);
  }

  /** The same command, put inside another that runs it. */
  public Command wrappedBy(UnaryOperator<List<String>> wrapper) {
    return new Command(wrapper.apply(arguments), input, timeout);
  }

  /** The same command with {@code text} on its standard input. */
  public Command withInput(String text) {
    return new Command(arguments, text, timeout);
  }

  /** The same command with another limit. */
  public Command within(Duration limit) {
    return new Command(arguments, input, limit);
  }

  /** The program and its arguments. */
  public List<String> arguments() {
    return arguments;
  }

  /** What a command wrote, and how it ended. */
  public record Outcome(int exitCode, String output, String errors) {

    /** Whether the command ended with exit code 0. */
    public boolean succeeded() {
      return exitCode == 0;
    }
  }

  /**
   * Runs the command and returns its standard output.
   *
   * @throws CommandFailedException if its exit code is not 0 or it takes too long
   */
  public String run() {
    Outcome outcome = attempt();
    if (!outcome.succeeded()) {
      throw new CommandFailedException(
          arguments,
          "ended with exit code " + outcome.exitCode(),
          outcome.errors() + outcome.output());
    }
    return outcome.output();
  }

  /**
   * Runs the command, whatever its exit code.
   *
   * @throws CommandFailedException if it cannot be started or takes too long
   */
  public Outcome attempt() {
    try {
      Process process = new ProcessBuilder(arguments).start();
      CompletableFuture<String> output = drain(process.getInputStream());
      CompletableFuture<String> errors = drain(process.getErrorStream());
      feed(process);
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new CommandFailedException(
            arguments, "took more than %d s".formatted(timeout.toSeconds()), "");
      }
      return new Outcome(process.exitValue(), output.join(), errors.join());
    } catch (IOException e) {
      throw new CommandFailedException(arguments, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(arguments, e);
    }
  }

  private void feed(Process process) {
    try (OutputStream stream = process.getOutputStream()) {
      stream.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The command ended without reading its input; its exit code and errors say why.
      LOG.debug("Input of {} was not read", arguments.get(0), e);
    }
  }

  private static CompletableFuture<String> drain(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException e) {
                text.completeExceptionally(new UncheckedIOException(e));
              }
            },
            "command-output");
    reader.setDaemon(true);
    reader.start();
    return text;
  }
}
