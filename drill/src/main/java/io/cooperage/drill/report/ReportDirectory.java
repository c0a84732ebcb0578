package io.cooperage.drill.report;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.cooperage.drill.history.DrillJson;
import io.cooperage.drill.history.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Where one drill leaves its ledger and its report: {@code drills/20261120-121500-dc-loss}. */
public record ReportDirectory(Path path) {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  public static ReportDirectory create(Path drills, Instant now, String drill) {
    Path path = drills.resolve(STAMP.format(now) + "-" + drill);
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("The directory " + path + " cannot be made", e);
    }
    return new ReportDirectory(path);
  }

  public Path ledger() {
    return path.resolve("ledger.jsonl");
  }

  /**
   * Writes the report of what the ledger tells.
   *
   * @param history of the same drill
   */
  public void write(DrillReport report, History history) {
    write("report.json", report);
    write("report.md", MarkdownReport.of(report));
  }

  /** Writes {@code value} as JSON. */
  public void write(String file, Object value) {
    ObjectWriter json = DrillJson.MAPPER.writerWithDefaultPrettyPrinter();
    try {
      write(file, json.writeValueAsString(value) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("The report cannot be written as JSON", e);
    }
  }

  private void write(String file, String text) {
    try {
      Files.writeString(path.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException("The report " + path.resolve(file) + " cannot be written", e);
    }
  }
}
