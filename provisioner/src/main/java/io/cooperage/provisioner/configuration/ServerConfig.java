package io.cooperage.provisioner.configuration;

import java.net.URI;
import java.nio.file.Path;

/** The servers of this datacenter, behind its load balancer, and the token for them. */
public record ServerConfig(URI url, Path tokenFile) {
  void check(Violations violations) {
    if (url == null) {
      violations.add("server.url", "is missing", "give the local load balancer, http://host:port");
    } else if (url.getHost() == null
        || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      violations.add(
          "server.url", "is \"" + url + "\"", "give the local load balancer, http://host:port");
    }
    violations.requireReadableFile(
        "server.tokenFile", tokenFile, "write an API token of role worker into it");
  }
}
