package io.cooperage.drill.fault;

import io.cooperage.drill.host.Command;

/**
 * A port that accepts connections and over which no byte goes any more, in either direction: the
 * kernel shakes hands, and what is sent stays with its sender. Whoever listens is not touched.
 */
public final class SilentPort {

  private final String namespace;
  private final String table;
  private final int port;

  /**
   * @param namespace the one in which both ends are
   * @param number of the fault that this is
   */
  public SilentPort(String namespace, int port, int number) {
    this.namespace = namespace;
    this.table = "cooperage_silence_" + number;
    this.port = port;
  }

  /** Begins the silence, for connections that there are and for those to come. */
  public void begin() {
    Command.of("nft", "-f", "-").in(namespace).withInput(script()).run();
  }

  // A segment with data has the flag psh, or is one of many that are longer than any header.
  String script() {
    return """
        table ip %1$s {
          chain out {
            type filter hook output priority filter; policy accept;
            tcp sport %2$d tcp flags & psh == psh counter drop
            tcp dport %2$d tcp flags & psh == psh counter drop
            tcp sport %2$d meta length > 120 counter drop
            tcp dport %2$d meta length > 120 counter drop
          }
        }
        """
        .formatted(table, port);
  }

  /** A shell command that ends the silence. */
  public String ending() {
    return "printf %%s %s | %s"
        .formatted(
            Shell.quote("table ip %1$s\ndelete table ip %1$s\n".formatted(table)),
            Shell.command(Command.of("nft", "-f", "-").in(namespace).arguments()));
  }
}
