package io.cooperage.galera.node;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of Galera's failure detector, by the distance between datacenters: how long the others
 * wait for a member that is silent, during which nobody commits. Each but Galera's own keeps
 * keepalive ≤ suspect/3, check ≤ suspect/2, peer &lt; suspect &lt; install &lt; inactive. What they
 * cost stands in docs/reference/presets.md.
 */
public enum FailureDetector {
  /** Round trips up to 5 ms. */
  METRO("PT0.15S", "PT0.1S", "PT0.6S", "PT1S", "PT1.5S", "PT0.2S", "PT0.4S"),
  /** Round trips up to 40 ms, or machines that share their processors with others. */
  CONTINENT("PT0.3S", "PT0.1S", "PT1S", "PT1.5S", "PT2S", "PT0.3S", "PT0.7S"),
  /** Round trips up to 120 ms. */
  OCEAN("PT0.5S", "PT0.25S", "PT1.5S", "PT2.2S", "PT3S", "PT0.5S", "PT1S"),
  /** For machines or links that pause now and then, such as those of tests. */
  PATIENT("PT1S", "PT0.5S", "PT3S", "PT4.5S", "PT6S", "PT1S", "PT2S"),
  /** What Galera does when it is told nothing; to compare with. */
  DEFAULTS("PT1S", "PT0.5S", "PT5S", "PT7.5S", "PT15S", "PT1S", "PT3S");

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

  /** For how long a silent member is waited for before it is suspected. */
  public Duration suspect() {
    return Duration.parse(options.get("evs.suspect_timeout"));
  }

  /** How long the others then wait for it to agree to a view without it. */
  public Duration install() {
    return Duration.parse(options.get("evs.install_timeout"));
  }

  /** How often members look whether somebody is silent. */
  public Duration check() {
    return Duration.parse(options.get("evs.inactive_check_period"));
  }
}
