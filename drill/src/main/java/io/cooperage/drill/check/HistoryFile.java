package io.cooperage.drill.check;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cooperage.drill.history.DrillJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Histories in files: JSON lines to keep, EDN for Jepsen's checkers. */
public final class HistoryFile {

  private static final TypeReference<ClientOperation<Action>> LINE = new TypeReference<>() {};

  private HistoryFile() {}

  /** Writes one operation a line, over what the file had. */
  public static void write(Path path, List<? extends ClientOperation<?>> history) {
    List<String> lines = new ArrayList<>();
    try {
      for (ClientOperation<?> operation : history) {
        lines.add(DrillJson.MAPPER.writerFor(LINE).writeValueAsString(operation));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A history has no JSON", e);
    }
    writeLines(path, lines);
  }

  /** Reads what {@link #write} wrote. */
  public static List<ClientOperation<Action>> read(Path path) {
    List<ClientOperation<Action>> history = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(path)) {
        history.add(DrillJson.MAPPER.readValue(line, LINE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The history " + path + " cannot be read", e);
    }
    return history;
  }

  /**
   * Writes each part of a history (see {@link Action#part}) to a file of its own, {@code
   * register-x.edn} or {@code list-append.edn}, over what it had.
   */
  public static void writeEdn(Path directory, List<? extends ClientOperation<?>> history) {
    history.stream()
        .collect(Collectors.groupingBy(operation -> operation.action().part()))
        .forEach(
            (part, operations) ->
                writeLines(directory.resolve(part + ".edn"), EdnHistory.lines(operations)));
  }

  private static void writeLines(Path path, List<String> lines) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      try (BufferedWriter file = Files.newBufferedWriter(path)) {
        for (String line : lines) {
          file.write(line);
          file.newLine();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The history " + path + " cannot be written", e);
    }
  }
}
