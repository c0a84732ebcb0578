package io.cooperage.drill.lab;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far a node's data goes: the history that it belongs to, and the last transaction of it. */
record GaleraPosition(String uuid, long seqno) {

  private static final String NO_HISTORY = "00000000-0000-0000-0000-000000000000";
  private static final Pattern UUID_LINE = Pattern.compile("(?m)^uuid:\\s+(\\S+)$");
  private static final Pattern SEQNO_LINE = Pattern.compile("(?m)^seqno:\\s+(-?\\d+)$");
  private static final Pattern RECOVERED =
      Pattern.compile("WSREP: Recovered position:?\\s+([0-9a-f-]{36}):(-?\\d+)");

  /** Reads {@code grastate.dat}. */
  static Optional<GaleraPosition> ofState(String text) {
    Matcher uuid = UUID_LINE.matcher(text);
    Matcher seqno = SEQNO_LINE.matcher(text);
    return uuid.find() && seqno.find()
        ? Optional.of(new GaleraPosition(uuid.group(1), Long.parseLong(seqno.group(1))))
        : Optional.empty();
  }

  /** Reads what {@code mariadbd --wsrep-recover} says. */
  static Optional<GaleraPosition> ofRecovery(String log) {
    Matcher recovered = RECOVERED.matcher(log);
    Optional<GaleraPosition> last = Optional.empty();
    while (recovered.find()) {
      last =
          Optional.of(new GaleraPosition(recovered.group(1), Long.parseLong(recovered.group(2))));
    }
    return last;
  }

  /** Whether the data belongs to a cluster at all. */
  boolean hasHistory() {
    return !uuid.equals(NO_HISTORY);
  }

  /** Whether the node stopped in good order and so knows how far it got. */
  boolean exact() {
    return hasHistory() && seqno >= 0;
  }

  @Override
  public String toString() {
    return uuid + ":" + seqno;
  }
}
