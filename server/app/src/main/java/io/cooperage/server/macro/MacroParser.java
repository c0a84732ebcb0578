package io.cooperage.server.macro;

import io.cooperage.server.macro.MacroText.Expression;
import io.cooperage.server.macro.MacroText.Literal;
import io.cooperage.server.macro.MacroText.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a text with macros: {@code %…%}, where {@code %%} is a percent sign. In a quoted argument a
 * doubled quote is a quote, and a percent sign may stand alone. Not thread-safe; one per text.
 */
final class MacroParser {
  private static final String DEFAULT_KIND = "bind_v4";
  private static final String NAME = "([A-Za-z0-9_.-]+)";
  private static final String INDEX = "(?:\\[(\\d{1,9})\\])?";
  private static final Pattern ATOM = Pattern.compile("[A-Za-z0-9_.-]+(?:\\[[^\\]%']*\\])?");
  private static final Pattern HOST = Pattern.compile("host\\.service\\." + NAME + INDEX);
  private static final Pattern ADDRESS =
      Pattern.compile("ip\\.(?:([A-Za-z0-9_-]+)\\.)?service\\." + NAME + INDEX);
  private static final Pattern ADDRESS_SELF = Pattern.compile("ip\\.(?:([A-Za-z0-9_-]+)\\.)?self");
  private static final Pattern COUNT = Pattern.compile("num\\.service\\." + NAME);
  private static final Pattern INSTANCE = Pattern.compile("instance\\.self\\.service\\." + NAME);
  private static final String KNOWN =
      "cluster.owner, host.self, host.service.S, host.service.S[i], ip.self, ip.T.self,"
          + " ip.service.S, ip.T.service.S (both also with [i]), num.service.S,"
          + " instance.self.service.S, join(X,'separator'), map(X,'format')";

  private final String text;
  private int position;

  private MacroParser(String text) {
    this.text = text;
  }

  /**
   * @throws MacroException if a macro is wrong
   */
  static MacroText parse(String text) {
    return new MacroParser(text).text();
  }

  private MacroText text() {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c != '%') {
        literal.append(c);
        position++;
      } else if (text.startsWith("%%", position)) {
        literal.append('%');
        position += 2;
      } else {
        if (!literal.isEmpty()) {
          parts.add(new Literal(literal.toString()));
          literal.setLength(0);
        }
        parts.add(expression());
      }
    }
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
    }
    return new MacroText(parts);
  }

  private Expression expression() {
    int start = position++;
    if (text.indexOf('%', position) < 0) {
      throw wrong("the macro that begins here has no closing %", start);
    }
    Macro macro = macro();
    skipSpace();
    if (position >= text.length() || text.charAt(position) != '%') {
      throw wrong("a closing % is expected", position);
    }
    position++;
    return new Expression(macro, text.substring(start, position));
  }

  private Macro macro() {
    skipSpace();
    if (skip("join(")) {
      Macro list = macro();
      return new Macro.Join(list, quoted());
    }
    if (skip("map(")) {
      Macro list = macro();
      return new Macro.Mapped(list, quoted());
    }
    return atom();
  }

  /** The second argument and the closing parenthesis. */
  private String quoted() {
    expect(",");
    expect("'");
    StringBuilder value = new StringBuilder();
    while (true) {
      if (position >= text.length()) {
        throw wrong("the quoted text has no closing '", position);
      }
      if (text.startsWith("''", position)) {
        value.append('\'');
        position += 2;
      } else if (text.startsWith("%%", position)) {
        value.append('%');
        position += 2;
      } else if (text.charAt(position) == '\'') {
        position++;
        expect(")");
        return value.toString();
      } else {
        value.append(text.charAt(position++));
      }
    }
  }

  private Macro atom() {
    Matcher atom = ATOM.matcher(text).region(position, text.length());
    if (!atom.lookingAt()) {
      throw unknown(text.substring(position, Math.max(position, text.indexOf('%', position))));
    }
    Optional<Macro> macro = macro(atom.group());
    if (macro.isEmpty()) {
      throw unknown(atom.group());
    }
    position = atom.end();
    return macro.get();
  }

  private static Optional<Macro> macro(String name) {
    if (name.equals("cluster.owner")) {
      return Optional.of(new Macro.Owner());
    }
    if (name.equals("host.self")) {
      return Optional.of(new Macro.HostSelf());
    }
    Matcher host = HOST.matcher(name);
    if (host.matches()) {
      return Optional.of(new Macro.HostService(host.group(1), index(host.group(2))));
    }
    Matcher self = ADDRESS_SELF.matcher(name);
    if (self.matches()) {
      return Optional.of(new Macro.AddressSelf(kind(self.group(1))));
    }
    Matcher address = ADDRESS.matcher(name);
    if (address.matches()) {
      return Optional.of(
          new Macro.AddressService(
              kind(address.group(1)), address.group(2), index(address.group(3))));
    }
    Matcher count = COUNT.matcher(name);
    if (count.matches()) {
      return Optional.of(new Macro.Count(count.group(1)));
    }
    Matcher instance = INSTANCE.matcher(name);
    return instance.matches()
        ? Optional.of(new Macro.Instance(instance.group(1)))
        : Optional.empty();
  }

  private static String kind(String group) {
    return group == null ? DEFAULT_KIND : group;
  }

  private static Optional<Integer> index(String group) {
    return Optional.ofNullable(group).map(Integer::valueOf);
  }

  private void skipSpace() {
    while (position < text.length() && text.charAt(position) == ' ') {
      position++;
    }
  }

  private boolean skip(String token) {
    if (text.startsWith(token, position)) {
      position += token.length();
      return true;
    }
    return false;
  }

  private void expect(String token) {
    skipSpace();
    if (!skip(token)) {
      throw wrong(token + " is expected", position);
    }
  }

  private MacroException unknown(String name) {
    return wrong(
        "\"%s\" is no macro; known are %s; write %%%% for a percent sign".formatted(name, KNOWN),
        position);
  }

  private MacroException wrong(String what, int at) {
    return new MacroException("In \"%s\" at character %d: %s".formatted(text, at + 1, what));
  }
}
