package io.cooperage.provisioner.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cooperage.api.Assignment;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this worker ran, and when, as JSON lines: one when a task starts and one when it has ended.
 * A line reaches the operating system before the task goes on, so a killed worker leaves its starts
 * behind. Evidence that no task ran under two owners. Thread-safe.
 */
public final class Journal implements Closeable {
  private final ObjectMapper mapper = new ObjectMapper();
  private final String worker;
  private final Clock clock;
  private final OutputStream out;

  private Journal(String worker, Clock clock, OutputStream out) {
    this.worker = worker;
    this.clock = clock;
    this.out = out;
  }

  /** Appends to {@code file}, after its last whole line. */
  public static Journal open(Path file, String worker, Clock clock) throws IOException {
    dropTornLine(file);
    // Not Files.newOutputStream: an interrupted writer would close its channel for everybody.
    return new Journal(worker, clock, new FileOutputStream(file.toFile(), true));
  }

  private static void dropTornLine(Path file) throws IOException {
    try (RandomAccessFile former = new RandomAccessFile(file.toFile(), "rw")) {
      long end = former.length();
      while (end > 0) {
        former.seek(end - 1);
        if (former.read() == '\n') {
          break;
        }
        end--;
      }
      former.setLength(end);
    }
  }

  /** Returns when it started, in milliseconds since 1970. */
  long started(String session, Assignment assignment) {
    long now = clock.millis();
    Map<String, Object> line = line("start", session, assignment);
    line.put("start", now);
    write(line);
    return now;
  }

  long now() {
    return clock.millis();
  }

  /**
   * A task is over: written when its result is settled, and says when that was.
   *
   * @param end when the plugin was no longer running
   * @param outcome {@code success}, {@code failure} or {@code cancelled}
   * @param settled what the servers made of it: {@code accepted}, {@code stale}, {@code unposted}
   */
  void ended(
      String session, Assignment assignment, long start, long end, String outcome, String settled) {
    Map<String, Object> line = line("end", session, assignment);
    line.put("start", start);
    line.put("end", end);
    line.put("outcome", outcome);
    line.put("settled", settled);
    line.put("settledAt", clock.millis());
    write(line);
  }

  private Map<String, Object> line(String event, String session, Assignment assignment) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", event);
    line.put("worker", worker);
    line.put("session", session);
    line.put("task", assignment.task().toString());
    line.put("token", assignment.token());
    line.put("action", assignment.action().wire());
    line.put("service", assignment.service());
    line.put("tag", assignment.node().tag());
    return line;
  }

  private void write(Map<String, Object> line) {
    try {
      byte[] bytes = (mapper.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
      synchronized (this) {
        out.write(bytes);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A journal line cannot be written as JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException("The journal cannot be written; is the disk full?", e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
