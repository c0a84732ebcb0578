package io.cooperage.cli;

/** What the exit code of {@code cooperage} says to scripts. */
public final class ExitCodes {
  public static final int OK = 0;

  /** The service said no, or what was waited for went wrong. */
  public static final int REFUSED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** No server answered. */
  public static final int UNREACHABLE = 3;

  /** Time was up before it happened. */
  public static final int WAITED_IN_VAIN = 4;

  private ExitCodes() {}
}
