package io.cooperage.galera.testing;

import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of Galera's failure detector. Each keeps suspect &lt; install &lt; inactive. */
public enum FailureDetector {
  /** A silent member is suspected after 1 s: commits of the others stall 1 to 1.5 s. */
  ONE_SECOND("PT0.3S", "PT0.1S", "PT1S", "PT1.5S", "PT2S", "PT0.3S", "PT0.7S"),
  /** For machines or links that pause now and then: 3 s. */
  THREE_SECONDS("PT1S", "PT0.5S", "PT3S", "PT4.5S", "PT6S", "PT1S", "PT2S");

  private final Map<String, String> options = new LinkedHashMap<>();

  FailureDetector(
      String keepalive,
      String check,
      String suspect,
      String install,
      String inactive,
      String retransmit,
      String peer) {
    options.put("evs.keepalive_period", keepalive);
    options.put("evs.inactive_check_period", check);
    options.put("evs.suspect_timeout", suspect);
    options.put("evs.install_timeout", install);
    options.put("evs.inactive_timeout", inactive);
    options.put("evs.join_retrans_period", retransmit);
    options.put("gmcast.peer_timeout", peer);
  }

  /** The wsrep provider options of this preset. */
  public Map<String, String> options() {
    return Map.copyOf(options);
  }
}
