package io.cooperage.drill.lab;

import io.cooperage.client.ApiException;
import io.cooperage.client.ClientConfig;
import io.cooperage.client.CooperageClient;
import io.cooperage.client.RetryPolicy;
import io.cooperage.client.UnreachableException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Under which sessions the servers of a datacenter know its provisioner: one without any gets no
 * tasks, however well its process is.
 */
final class RegisteredWorkers {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int PAGE = 200;

  private final Function<Datacenter, CooperageClient> clients;

  RegisteredWorkers(Function<Datacenter, CooperageClient> clients) {
    this.clients = clients;
  }

  /** Asks each datacenter at its own door, as the administrator, and only once. */
  static RegisteredWorkers of(LabSite site) {
    return new RegisteredWorkers(
        datacenter ->
            new CooperageClient(
                hasty(
                    LabEnvironment.url(site.addresses(), datacenter),
                    site.secrets().find(Secrets.Word.ADMIN_TOKEN).orElse(""))));
  }

  static ClientConfig hasty(URI url, String token) {
    return ClientConfig.of(url, token)
        .withAttemptTimeout(PATIENCE)
        .withDeadline(PATIENCE)
        .withRetry(RetryPolicy.none());
  }

  static String name(Datacenter datacenter) {
    return datacenter + "-provisioner-1";
  }

  /** The sessions; none when no server of the datacenter answers. */
  Set<String> sessions(Datacenter datacenter) {
    try {
      return clients.apply(datacenter).workers().list(PAGE, Optional.empty()).items().stream()
          .filter(worker -> worker.datacenter().equals(datacenter.name()))
          .filter(worker -> worker.name().equals(name(datacenter)))
          .map(worker -> worker.id())
          .collect(Collectors.toUnmodifiableSet());
    } catch (ApiException | UnreachableException e) {
      return Set.of();
    }
  }
}
