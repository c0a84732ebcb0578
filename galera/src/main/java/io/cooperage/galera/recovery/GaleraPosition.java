package io.cooperage.galera.recovery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a node's data goes.
 *
 * @param uuid of the history that it belongs to; all zeros if to none
 * @param seqno of the last transaction of it; -1 if that is not known
 */
public record GaleraPosition(String uuid, long seqno) {

  private static final String NO_HISTORY = "00000000-0000-0000-0000-000000000000";
  private static final Pattern RECOVERED =
      Pattern.compile("WSREP: Recovered position:?\\s+([0-9a-f-]{36}):(-?\\d{1,18})\\b");

  /** Of a node that was never a member, or has lost everything. */
  public static GaleraPosition none() {
    return new GaleraPosition(NO_HISTORY, -1);
  }

  /** Reads what {@code mariadbd --wsrep-recover} says. */
  public static Optional<GaleraPosition> ofRecovery(String log) {
    Matcher recovered = RECOVERED.matcher(log);
    Optional<GaleraPosition> last = Optional.empty();
    while (recovered.find()) {
      last =
          Optional.of(new GaleraPosition(recovered.group(1), Long.parseLong(recovered.group(2))));
    }
    return last;
  }

  /** Whether the data belongs to a cluster at all. */
  public boolean hasHistory() {
    return !uuid.equals(NO_HISTORY);
  }

  /** Whether both are known: only then a node can be compared with others. */
  public boolean exact() {
    return hasHistory() && seqno >= 0;
  }

  @Override
  public String toString() {
    return uuid + ":" + seqno;
  }
}
