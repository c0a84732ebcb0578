package io.cooperage.drill.report;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.cooperage.drill.history.DrillJson;
import io.cooperage.drill.history.History;
import io.cooperage.drill.history.Ledger;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Where one drill leaves its ledger and its report: {@code drills/20261120-121500-dc-loss}. */
public record ReportDirectory(Path path) {

  private static final int STAMPED = "20261120-121500".length();
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final String JSON = "report.json";
  private static final String PAGE = "report.html";

  public static ReportDirectory create(Path drills, Instant now, String drill) {
    Path path = drills.resolve(STAMP.format(now) + "-" + drill);
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException("The directory " + path + " cannot be made", e);
    }
    return new ReportDirectory(path);
  }

  /** Of a run in the past; empty if the directory has not the name of one. */
  public static Optional<ReportDirectory> open(Path path) {
    ReportDirectory directory = new ReportDirectory(path);
    try {
      directory.started();
      return directory.drill().isEmpty() ? Optional.empty() : Optional.of(directory);
    } catch (DateTimeParseException | StringIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  public String name() {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  /** When the drill began, to the second. */
  public Instant started() {
    return STAMP.parse(name().substring(0, STAMPED), Instant::from);
  }

  /** Which drill it was. */
  public String drill() {
    return name().substring(STAMPED + 1);
  }

  public Path ledger() {
    return path.resolve("ledger.jsonl");
  }

  /**
   * Writes the report as JSON and as a page, which compares it with the run before.
   *
   * @param history of the same drill
   * @return where the page is
   */
  public Path write(DrillReport report, History history) {
    write(JSON, report);
    return page(report, history);
  }

  /**
   * Writes the page anew from what the drill left behind.
   *
   * @return where it is
   * @throws UncheckedIOException the report or the ledger cannot be read
   */
  public Path rebuild() {
    return page(read(), Ledger.read(ledger()));
  }

  private Path page(DrillReport report, History history) {
    Runs runs = new Runs(path.toAbsolutePath().getParent());
    Page page = Page.of(name(), report, history, runs.before(report.origin()));
    return write(PAGE, PageTemplate.fill(page));
  }

  DrillReport read() {
    Path file = path.resolve(JSON);
    try {
      return DrillJson.MAPPER.readValue(file.toFile(), DrillReport.class);
    } catch (FileNotFoundException e) {
      throw new UncheckedIOException("There is no %s: that run came to no end.".formatted(file), e);
    } catch (IOException e) {
      throw new UncheckedIOException("The report " + file + " cannot be read: " + e, e);
    }
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

  private Path write(String file, String text) {
    try {
      return Files.writeString(path.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException("The report " + path.resolve(file) + " cannot be written", e);
    }
  }
}
