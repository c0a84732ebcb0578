package io.cooperage.server.cluster;

import io.cooperage.api.ClusterCreateRequest;
import io.cooperage.api.ClusterId;
import io.cooperage.api.EntityKind;
import io.cooperage.api.Role;
import io.cooperage.api.catalog.Bounds;
import io.cooperage.api.catalog.ClusterTemplate;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import io.cooperage.server.access.Caller;
import io.cooperage.server.catalog.CatalogEntity;
import io.cooperage.server.catalog.CatalogService;
import io.cooperage.server.health.WarmUp;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the creation of a cluster and takes it back, so that the first one that matters
 * meets code that is loaded and compiled. Nothing of it is committed but the use of some ids.
 * Thread-safe.
 */
final class Rehearsal implements WarmUp.Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final int MACHINES = 5;
  private static final Caller CALLER =
      new Caller(Caller.SUPERADMIN_TENANT, "rehearsal", Role.SUPERADMIN, "rehearsal");

  private final Transactions transactions;
  private final Reads reads;
  private final CatalogService catalog;
  private final ClusterService clusters;

  /** Takes the transaction back. */
  private static final class TakenBack extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TakenBack() {
      super(null, null, false, false);
    }
  }

  Rehearsal(
      Transactions transactions, Reads reads, CatalogService catalog, ClusterService clusters) {
    this.transactions = transactions;
    this.reads = reads;
    this.catalog = catalog;
    this.clusters = clusters;
  }

  /**
   * Rehearses with one of the shared templates that can be created as they are, the next with each
   * {@code round}.
   *
   * @return whether there was one that could be created
   */
  @Override
  public boolean play(int round) {
    List<CatalogEntity> templates =
        reads.run(
            "rehearsal.templates",
            Consistency.local(),
            handle -> catalog.all(handle, CALLER.tenant(), EntityKind.CLUSTERTEMPLATE));
    for (int i = 0; i < templates.size(); i++) {
      if (created(templates.get((round + i) % templates.size()))) {
        return true;
      }
    }
    return false;
  }

  private boolean created(CatalogEntity template) {
    try {
      create(request(template));
      return true;
    } catch (ProblemException refused) {
      LOG.debug("cannot rehearse with {}: {}", template.name(), refused.getMessage());
      return false;
    }
  }

  private void create(String told) {
    ClusterCreateRequest request = Json.read(told, ClusterCreateRequest.class);
    Draft draft = clusters.draft(CALLER, request);
    Json.write(clusters.preview(draft));
    ClusterId id = clusters.nextId();
    Draft sealed = clusters.sealed(id, draft);
    try {
      transactions.run(
          "rehearsal.create",
          tx -> {
            clusters.create(tx, CALLER, id, sealed);
            throw new TakenBack();
          });
    } catch (TakenBack asWanted) {
      LOG.trace("rehearsed {}", request.clusterTemplate());
    }
  }

  /** As it comes over the wire. */
  private static String request(CatalogEntity entity) {
    Bounds size = entity.as(ClusterTemplate.class).constraints().size();
    int machines = Math.max(size.min().orElse(1), Math.min(MACHINES, size.max().orElse(MACHINES)));
    return Json.write(ClusterCreateRequest.of("rehearsal", entity.name(), machines));
  }
}
