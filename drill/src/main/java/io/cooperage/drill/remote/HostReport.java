package io.cooperage.drill.remote;

import java.util.List;

/**
 * What became of the look at a host.
 *
 * @param reached whether it can be logged in to, as root
 * @param problems why not, or what it cannot do; empty if all is well
 */
public record HostReport(String host, String login, boolean reached, List<String> problems) {
  public HostReport {
    problems = List.copyOf(problems);
  }
}
