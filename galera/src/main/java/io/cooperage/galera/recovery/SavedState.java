package io.cooperage.galera.recovery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node's {@code grastate.dat} says.
 *
 * @param position with seqno -1 unless the node stopped in good order
 * @param safeToBootstrap whether the node believes that it was the last to leave; never to be
 *     relied on
 */
public record SavedState(GaleraPosition position, boolean safeToBootstrap) {

  private static final Pattern UUID = Pattern.compile("(?m)^uuid:\\s+([0-9a-f-]{36})\\s*$");
  private static final Pattern SEQNO = Pattern.compile("(?m)^seqno:\\s+(-?\\d{1,18})\\s*$");
  private static final Pattern SAFE = Pattern.compile("(?m)^safe_to_bootstrap:\\s+1\\s*$");

  /** Reads the file; empty if it is none. */
  public static Optional<SavedState> parse(String text) {
    Matcher uuid = UUID.matcher(text);
    Matcher seqno = SEQNO.matcher(text);
    if (!uuid.find() || !seqno.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new SavedState(
            new GaleraPosition(uuid.group(1), Long.parseLong(seqno.group(1))),
            SAFE.matcher(text).find()));
  }

  /** The file of a node that crashed while it belonged to a history. */
  static SavedState crashed(String uuid) {
    return new SavedState(new GaleraPosition(uuid, -1), false);
  }

  SavedState withSafeToBootstrap(boolean safe) {
    return new SavedState(position, safe);
  }

  /** As the file has it. */
  public String text() {
    return """
        # GALERA saved state
        version: 2.1
        uuid:    %s
        seqno:   %d
        safe_to_bootstrap: %d
        """
        .formatted(position.uuid(), position.seqno(), safeToBootstrap ? 1 : 0);
  }
}
