package io.cooperage.drill.lab;

import io.cooperage.api.Page;
import io.cooperage.api.PoolHost;
import io.cooperage.api.PoolHostView;
import io.cooperage.api.Role;
import io.cooperage.api.TokenRequest;
import io.cooperage.client.ApiException;
import io.cooperage.client.CatalogDirectory;
import io.cooperage.client.CooperageClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes a fresh installation usable: tokens, the pool of lab machines, the catalogue. */
final class Onboarding {

  /** The pool that all lab machines belong to. */
  static final String POOL = "lab";

  private static final int PAGE = 200;
  private static final int UNAUTHENTICATED = 401;

  private final LabSite site;
  private final LabParts parts;
  private final Function<String, CooperageClient> clients;

  Onboarding(LabSite site, LabParts parts) {
    this(
        site,
        parts,
        token ->
            new CooperageClient(LabEnvironment.url(site.addresses(), new Datacenter(1)), token));
  }

  Onboarding(LabSite site, LabParts parts, Function<String, CooperageClient> clients) {
    this.site = site;
    this.parts = parts;
    this.clients = clients;
  }

  /**
   * Makes sure that the lab has an administrator's token that works; returns whether it made one.
   */
  boolean adminToken() {
    if (works(Secrets.Word.ADMIN_TOKEN, client -> client.tenants().list(1, Optional.empty()))) {
      return false;
    }
    site.secrets()
        .store(Secrets.Word.ADMIN_TOKEN, parts.servers().token(new Datacenter(1), "lab-admin"));
    return true;
  }

  private boolean works(Secrets.Word word, Consumer<CooperageClient> question) {
    Optional<String> token = site.secrets().find(word);
    if (token.isEmpty()) {
      return false;
    }
    try {
      question.accept(clients.apply(token.get()));
      return true;
    } catch (ApiException e) {
      return !refused(e);
    }
  }

  /** Whether the token is what is wrong: after any other failure another token would be no help. */
  static boolean refused(ApiException e) {
    if (e.status() == UNAUTHENTICATED) {
      return true;
    }
    throw new LabException(
        "The servers do not answer a token of the lab: %s".formatted(e.getMessage()),
        "see `make status`, then `make up` again");
  }

  /**
   * Makes sure that the provisioners have a token that works; returns whether it made one.
   *
   * @param anew makes one in any case
   */
  boolean provisionerToken(boolean anew) {
    if (!anew
        && works(
            Secrets.Word.PROVISIONER_TOKEN, client -> client.workers().list(1, Optional.empty()))) {
      return false;
    }
    String secret =
        client()
            .tokens()
            .create(
                new TokenRequest(
                    "lab-provisioner", "superadmin", "provisioner", Role.WORKER, Optional.empty()))
            .secret()
            .orElseThrow(
                () ->
                    new LabException(
                        "The server made a token and did not show its secret.",
                        "run `make up` again"));
    site.secrets().store(Secrets.Word.PROVISIONER_TOKEN, secret);
    return true;
  }

  /** Registers every lab machine that is not registered as it is; returns how many. */
  int machines() {
    CooperageClient client = client();
    Map<String, PoolHostView> known = known(client);
    List<PoolHost> missing = new ArrayList<>();
    for (Datacenter datacenter : Datacenter.all()) {
      LabAddresses.machines()
          .mapToObj(machine -> host(datacenter, machine))
          .filter(host -> !isRegistered(host, known.get(host.name())))
          .forEach(missing::add);
    }
    Parallel.each(missing, host -> client.pools().put(POOL, host));
    return missing.size();
  }

  /** Brings the checkout's catalogue in; returns what that changed, in words. */
  String catalogue() {
    Path directory = site.programs().checkout().resolve("catalog");
    try {
      CatalogDirectory.Loaded loaded = CatalogDirectory.read(directory).load(client(), false);
      long documents =
          loaded.documents().entities().stream()
              .filter(entity -> !entity.outcome().equals("unchanged"))
              .count();
      return "%d catalogue documents and %d plugin resources are new"
          .formatted(documents, loaded.resources().size());
    } catch (IOException | IllegalArgumentException e) {
      throw new LabException(
          "The catalogue %s cannot be loaded: %s".formatted(directory, e.getMessage()),
          "mend the file, then `make up` again");
    }
  }

  private static boolean isRegistered(PoolHost host, PoolHostView known) {
    return known != null
        && known.address().equals(host.address())
        && known.hostKey().equals(host.hostKey());
  }

  private static Map<String, PoolHostView> known(CooperageClient client) {
    Map<String, PoolHostView> known = new HashMap<>();
    Optional<String> after = Optional.empty();
    do {
      Page<PoolHostView> page = client.pools().hosts(POOL, PAGE, after);
      page.items().forEach(host -> known.put(host.name(), host));
      after = page.next();
    } while (after.isPresent());
    return known;
  }

  private PoolHost host(Datacenter datacenter, int machine) {
    return new PoolHost(
        datacenter + "-" + LabAddresses.machineName(machine),
        datacenter.name(),
        site.addresses().machineAddress(datacenter, machine),
        LabAddresses.SSH_PORT,
        Machines.USER,
        parts.machines().hostKey(datacenter, machine));
  }

  private CooperageClient client() {
    return clients.apply(site.secrets().find(Secrets.Word.ADMIN_TOKEN).orElse(""));
  }
}
