package io.cooperage.server.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request as it goes over the wire; nothing corrects it.
 *
 * @param line the request line without its end
 * @param headers whole lines, {@code Name: value}
 * @param cutOff whether the sender falls silent in the middle of its body
 */
record RawRequest(String line, List<String> headers, byte[] body, boolean cutOff) {
  private static final int SHOWN = 600;

  String method() {
    return line.substring(0, Math.max(0, line.indexOf(' ')));
  }

  /** With its length said, unless a header says one already. */
  byte[] bytes() {
    List<String> lines = new ArrayList<>();
    lines.add(line);
    lines.addAll(headers);
    boolean saysLength = headers.stream().anyMatch(RawRequest::isLength);
    if (!saysLength && (body.length > 0 || cutOff)) {
      lines.add("Content-Length: " + (cutOff ? body.length + 10 : body.length));
    }
    lines.add("Connection: close");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static boolean isLength(String header) {
    return header.startsWith("Content-Length:") || header.startsWith("Transfer-Encoding:");
  }

  /** So that a reader can send it again; long parts are cut. */
  @Override
  public String toString() {
    StringBuilder shown = new StringBuilder(line);
    headers.stream()
        .filter(header -> !header.startsWith("Host: 127"))
        .forEach(header -> shown.append(" | ").append(header));
    shown.append(" | ").append(new String(body, StandardCharsets.UTF_8));
    if (cutOff) {
      shown.append(" (cut off)");
    }
    return printable(shown.toString());
  }

  static String printable(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), SHOWN); i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || c > '~' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return text.length() > SHOWN ? out + "... (" + text.length() + " characters)" : out.toString();
  }
}
