package io.cooperage.server.layout;

import java.util.Locale;
import java.util.Optional;

/**
 * Names of machines. A name is a legal host name whatever the cluster is called: its first label
 * has at most 63 characters and does not begin with a hyphen.
 */
public final class Hostnames {
  private static final int LABEL = 63;
  private static final String DEFAULT_SUFFIX = "local";

  private Hostnames() {}

  /**
   * {@code ("123i.am-a_clusTer", 1, 1002, empty)} gives {@code i-am-a-cluster1-1002.local}.
   *
   * @param cluster the name of the cluster
   * @param clusterNumber its number
   * @param nodeNumber the number of the machine, from 1000
   * @param dnsSuffix the domain; {@code local} if absent or empty
   */
  public static String of(
      String cluster, long clusterNumber, int nodeNumber, Optional<String> dnsSuffix) {
    String name =
        cluster.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-").replaceAll("^[0-9-]+", "");
    String numbers = clusterNumber + "-" + nodeNumber;
    String label = name.substring(0, Math.min(name.length(), LABEL - numbers.length())) + numbers;
    String suffix = dnsSuffix.orElse("").replaceAll("^\\.+", "");
    return label + "." + (suffix.isEmpty() ? DEFAULT_SUFFIX : suffix);
  }
}
