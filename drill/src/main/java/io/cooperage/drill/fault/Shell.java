package io.cooperage.drill.fault;

import java.util.List;
import java.util.stream.Collectors;

/** Text for a shell. */
public final class Shell {

  private Shell() {}

  /** One word of a command, whatever is in it. */
  public static String quote(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A command line. */
  public static String command(List<String> words) {
    return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
  }
}
