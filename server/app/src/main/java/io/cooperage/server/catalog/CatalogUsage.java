package io.cooperage.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.DocumentUse;
import io.cooperage.api.EntityKind;
import io.cooperage.api.EntityUsage;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Finds what would be left without a document: the documents that name it, and the clusters that
 * were made from it. Where a shared document of the same kind and name stands behind a tenant's
 * own, nothing is. Thread-safe.
 */
final class CatalogUsage {
  private static final int SHOWN = 20;
  private static final EntityUsage NONE = new EntityUsage(List.of(), 0, List.of(), 0);

  private final ClusterUses clusters;

  CatalogUsage(ClusterUses clusters) {
    this.clusters = clusters;
  }

  /**
   * @param entity the latest version, which may have been deleted in this transaction
   */
  EntityUsage find(Handle tx, StoredEntity entity) {
    EntityKey key = entity.key();
    boolean shared = key.tenant().equals(Caller.SUPERADMIN_TENANT);
    if (!shared
        && CatalogDao.findHead(tx, key.shared()).filter(head -> !head.deleted()).isPresent()) {
      return NONE;
    }
    List<String> without =
        shared ? UsageDao.tenantsWithOwn(tx, key.tenant(), EntityName.of(key)) : List.of();
    Optional<String> tenant = shared ? Optional.empty() : Optional.of(key.tenant());
    List<DocumentUse> documents = documents(tx, entity, tenant, without);
    ClusterUses.Found made = clusters.find(tx, key.kind(), key.name(), tenant, without, SHOWN);
    return new EntityUsage(
        documents.stream().limit(SHOWN).toList(), documents.size(), made.some(), made.count());
  }

  /**
   * @throws ProblemException IN_USE, with what uses it, if anything does
   */
  static void mustBeNone(EntityUsage usage, StoredEntity entity) {
    if (usage.documentCount() + usage.clusterCount() == 0) {
      return;
    }
    boolean others = entity.key().tenant().equals(Caller.SUPERADMIN_TENANT);
    List<String> lines = new ArrayList<>();
    usage
        .documents()
        .forEach(
            use ->
                lines.add(
                    "%s \"%s\"%s names it in %s"
                        .formatted(
                            use.kind().wire(), use.name(), of(use.tenant(), others), use.path())));
    more(lines, usage.documentCount() - usage.documents().size(), "documents");
    usage
        .clusters()
        .forEach(
            use ->
                lines.add(
                    "cluster %s \"%s\"%s is %s"
                        .formatted(
                            use.id(), use.name(), of(use.tenant(), others), use.state().wire())));
    more(lines, usage.clusterCount() - usage.clusters().size(), "clusters");
    throw new ProblemException(
            ErrorCode.IN_USE,
            ("The %s is in use by %d documents and %d clusters, so it stays. Change or delete what"
                    + " errors lists first.")
                .formatted(entity.key().inWords(), usage.documentCount(), usage.clusterCount()))
        .withErrors(lines);
  }

  private static String of(String tenant, boolean others) {
    return others ? " of tenant \"" + tenant + "\"" : "";
  }

  private static void more(List<String> lines, long count, String what) {
    if (count > 0) {
      lines.add("and " + count + " more " + what);
    }
  }

  private static List<DocumentUse> documents(
      Handle tx, StoredEntity entity, Optional<String> tenant, List<String> without) {
    Set<EntityName> names = new HashSet<>();
    EntityKey key = entity.key();
    names.add(EntityName.of(key));
    if (key.kind() == EntityKind.SERVICE) {
      References.provided(entity.document()).stream()
          .filter(name -> !isProvidedElsewhere(tx, key, name))
          .forEach(name -> names.add(new EntityName(EntityKind.SERVICE, name)));
    }
    List<DocumentUse> uses = new ArrayList<>();
    for (EntityName name : names) {
      UsageDao.mentioning(tx, tenant, References.kindsThatNeed(key.kind()), name.name()).stream()
          .filter(user -> !user.key().equals(key) && !without.contains(user.key().tenant()))
          .forEach(user -> use(user, name).ifPresent(uses::add));
    }
    return uses;
  }

  private static Optional<DocumentUse> use(StoredEntity user, EntityName name) {
    EntityKey key = user.key();
    return References.of(key.kind(), user.document()).stream()
        .filter(reference -> reference.target().equals(name))
        .findFirst()
        .map(place -> new DocumentUse(key.kind(), key.tenant(), key.name(), place.path()));
  }

  /** Whether another service that the document's tenant sees stands in under {@code name}. */
  private static boolean isProvidedElsewhere(Handle tx, EntityKey key, String name) {
    for (String tenant : new TreeSet<>(List.of(key.tenant(), Caller.SUPERADMIN_TENANT))) {
      for (StoredEntity other :
          UsageDao.mentioning(tx, Optional.of(tenant), Set.of(EntityKind.SERVICE), name)) {
        JsonNode document = other.document();
        if (!other.key().equals(key)
            && (other.key().name().equals(name) || References.provided(document).contains(name))) {
          return true;
        }
      }
    }
    return false;
  }
}
