package io.cooperage.server.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer as it came.
 *
 * @param headers whole lines
 */
record RawAnswer(int status, List<String> headers, byte[] body) {
  Optional<String> header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  boolean isAccepted() {
    return status >= 200 && status < 300;
  }

  @Override
  public String toString() {
    return status + " " + RawRequest.printable(text());
  }
}
