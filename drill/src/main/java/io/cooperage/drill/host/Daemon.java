package io.cooperage.drill.host;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that outlives this one: started in a session of its own, its output in a log file, its
 * identity in a file, so that a later call finds exactly this process again and never another.
 */
public final class Daemon {

  private final String name;
  private final Path pidFile;
  private final Path logFile;

  /** Names a daemon; {@code directory} keeps who it is, {@code logs} what it says. */
  public Daemon(String name, Path directory, Path logs) {
    this.name = name;
    this.pidFile = directory.resolve(name + ".pid");
    this.logFile = logs.resolve(name + ".log");
  }

  /** The name, unique within the directory. */
  public String name() {
    return name;
  }

  /** Where the daemon's output goes. */
  public Path logFile() {
    return logFile;
  }

  /** The running process, if there is one. */
  public Optional<ProcessId> process() {
    try {
      return ProcessId.parse(Files.readString(pidFile)).filter(ProcessId::alive);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether the process lives; a frozen one does. */
  public boolean running() {
    return process().isPresent();
  }

  /** Starts the daemon, unless it runs; returns whether it had to. */
  public boolean start(List<String> command, Map<String, String> environment) {
    if (running()) {
      return false;
    }
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(command);
    try {
      Files.createDirectories(pidFile.getParent());
      Files.createDirectories(logFile.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(detached)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()))
              .redirectErrorStream(true);
      builder.environment().putAll(environment);
      record(builder.start().pid());
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Daemon %s could not be started: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** Asks the process to end, and ends it when it has not after {@code grace}. */
  public void stop(Duration grace) {
    process()
        .ifPresent(
            process -> {
              process.signal(Kernel.SIGCONT);
              process.signal(Kernel.SIGTERM);
              if (!Poll.until(grace, () -> !process.alive())) {
                process.signal(Kernel.SIGKILL);
                Poll.until(Duration.ofSeconds(5), () -> !process.alive());
              }
            });
    forget();
  }

  /** Forgets a process that has ended. */
  public void forget() {
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How much the daemon has said so far, in bytes. */
  public long logLength() {
    try {
      return Files.exists(logFile) ? Files.size(logFile) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the daemon has said since its log had {@code offset} bytes. */
  public String logSince(long offset) {
    try (SeekableByteChannel channel = Files.newByteChannel(logFile)) {
      long length = Math.max(0, channel.size() - offset);
      ByteBuffer buffer = ByteBuffer.allocate((int) length);
      channel.position(offset);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** The last lines that the daemon said. */
  public List<String> logTail(int lines) {
    List<String> all = logSince(Math.max(0, logLength() - 64 * 1024)).lines().toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  private void record(long pid) throws IOException {
    Optional<ProcessId> process = ProcessId.find(pid);
    if (process.isPresent()) {
      Files.writeString(pidFile, process.get().toString());
    }
  }
}
