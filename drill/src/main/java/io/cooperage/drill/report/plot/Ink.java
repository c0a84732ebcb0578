package io.cooperage.drill.report.plot;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The colours of plots. In the SVG each has a class of its own ({@code fill-blue}, {@code
 * stroke-blue}), by which the page's style sheet changes it in the dark. Those of data are Okabe's
 * and Ito's, which the colour-blind can tell apart.
 */
enum Ink {
  TEXT(0x1b1f23),
  AXIS(0x5c6670),
  GRID(0xdfe3e7),
  FAULT(0xf6ddd0),
  MENDING(0xfbf1eb),
  MARK(0x9a6a50),
  BLUE(0x0072b2),
  ORANGE(0xe69f00),
  GREEN(0x009e73),
  RED(0xd55e00),
  PURPLE(0xcc79a7),
  SKY(0x56b4e9),
  GREY(0x8c8c8d);

  private static final List<Ink> DATA = List.of(BLUE, ORANGE, GREEN, RED, PURPLE, SKY, GREY);
  private static final Map<Color, Ink> BY_COLOR =
      Arrays.stream(values()).collect(Collectors.toMap(Ink::color, Function.identity()));

  private final Color color;

  Ink(int rgb) {
    this.color = new Color(rgb);
  }

  Color color() {
    return color;
  }

  /** Of the nth set of data; beyond the sixth all are grey. */
  static Color data(int number) {
    return DATA.get(Math.min(number, DATA.size() - 1)).color;
  }

  /** How many sets of data can be told apart. */
  static int distinct() {
    return DATA.size() - 1;
  }

  /** The name of a colour, as in {@code fill-blue}. */
  static Optional<String> name(Color color) {
    return Optional.ofNullable(BY_COLOR.get(color)).map(ink -> ink.name().toLowerCase(Locale.ROOT));
  }
}
