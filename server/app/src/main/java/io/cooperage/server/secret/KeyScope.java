package io.cooperage.server.secret;

import io.cooperage.api.ClusterId;
import java.util.Optional;

/** Whose values a data key seals: a tenant's catalogue and webhooks, or a cluster's. */
public record KeyScope(String text, Optional<ClusterId> cluster) {
  private static final String CLUSTER = "cluster/";

  public static KeyScope ofTenant(String tenant) {
    return new KeyScope("tenant/" + tenant, Optional.empty());
  }

  public static KeyScope of(ClusterId cluster) {
    return new KeyScope(CLUSTER + cluster, Optional.of(cluster));
  }

  static KeyScope parse(String text) {
    return text.startsWith(CLUSTER)
        ? of(ClusterId.parse(text.substring(CLUSTER.length())))
        : new KeyScope(text, Optional.empty());
  }
}
