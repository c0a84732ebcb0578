package io.cooperage.galera.recovery;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node's {@code gvwstate.dat} says: the last Primary component that a node saw before it
 * crashed. A node that starts would wait for just these members, so it must go before another one
 * begins the cluster.
 *
 * @param number of the view; a later one has a higher
 * @param members how many it had
 */
public record SavedView(long number, int members) {

  private static final Pattern VIEW =
      Pattern.compile("(?m)^view_id:\\s+\\d+\\s+[0-9a-f-]{36}\\s+(\\d{1,18})\\s*$");
  private static final Pattern MEMBER = Pattern.compile("(?m)^member:\\s+[0-9a-f-]{36}\\b");

  /** Reads the file; empty if it is none. */
  public static Optional<SavedView> parse(String text) {
    Matcher view = VIEW.matcher(text);
    if (!view.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new SavedView(Long.parseLong(view.group(1)), (int) MEMBER.matcher(text).results().count()));
  }
}
