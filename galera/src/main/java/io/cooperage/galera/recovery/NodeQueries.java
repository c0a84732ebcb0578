package io.cooperage.galera.recovery;

import java.util.Map;

/** Asks the nodes of a cluster. */
public interface NodeQueries {

  /** Asks a running node; first column to second column, empty if it does not answer. */
  Map<String, String> ask(String node, String query);
}
