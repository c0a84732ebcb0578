package io.cooperage.galera.watchdog;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * What a watchdog says of itself, for whatever starts nodes and for people: a line for each of
 * {@code state}, {@code node}, {@code since} and {@code why}.
 */
public final class StateFile {

  private final Path file;

  public StateFile(Path file) {
    this.file = file;
  }

  /** How a node is, to its watchdog. */
  public enum State {
    /** It was not seen to commit yet since it, or the watchdog, was started. */
    WAITING,
    /** It commits in time. */
    WATCHING,
    /** Its commits are late. */
    LATE,
    /** It was ended, and its disk hangs: it must not be started. */
    FENCED
  }

  /** What was last said. */
  public record Entry(State state, String node, Instant since, String why) {}

  /** What was last said; nothing if that cannot be read. */
  public Optional<Entry> read() {
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(Files.readString(file)));
      return Optional.of(
          new Entry(
              State.valueOf(lines.getProperty("state", "").toUpperCase(Locale.ROOT)),
              lines.getProperty("node", ""),
              Instant.parse(lines.getProperty("since", "")),
              lines.getProperty("why", "")));
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  void write(Entry entry) throws IOException {
    String text =
        """
        state=%s
        node=%s
        since=%s
        why=%s
        """
            .formatted(
                entry.state().name().toLowerCase(Locale.ROOT),
                entry.node(),
                entry.since(),
                entry.why().replaceAll("[\\r\\n\\\\]", " "));
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
