package io.cooperage.drill.report.plot;

import java.util.Locale;

/** Text in plots. */
final class Words {

  private static final int LONGEST = 90;

  private Words() {}

  /** In one line of bounded length, without what XML cannot hold. */
  static String plain(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
  }

  /** {@code 26.50 s}. */
  static String seconds(double micros) {
    return String.format(Locale.ROOT, "%.2f s", micros / 1e6);
  }
}
