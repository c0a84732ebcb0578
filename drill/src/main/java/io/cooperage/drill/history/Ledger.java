package io.cooperage.drill.history;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The clients' own record of a drill, kept in memory and, line by line, in a file. Thread-safe.
 * Lines are in the order in which they were recorded, not of their times.
 */
public final class Ledger implements AutoCloseable {

  private final JsonMapper json = DrillJson.MAPPER;
  private final List<LedgerEvent> events = new ArrayList<>();
  private final BufferedWriter file;

  /**
   * @param path the file to write, which must not exist
   */
  public Ledger(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      file = Files.newBufferedWriter(path, java.nio.file.StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException("The ledger " + path + " cannot be written", e);
    }
  }

  public synchronized void record(LedgerEvent event) {
    events.add(event);
    try {
      file.write(json.writeValueAsString(event));
      file.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException("The ledger could not be written", e);
    }
  }

  /** Everything recorded so far. */
  public synchronized History history() {
    return History.of(List.copyOf(events));
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The ledger could not be closed", e);
    }
  }

  /** Reads a stored ledger. */
  public static History read(Path path) {
    List<LedgerEvent> events = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(path)) {
        events.add(DrillJson.MAPPER.readValue(line, LedgerEvent.class));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The ledger " + path + " cannot be read", e);
    }
    return History.of(events);
  }
}
