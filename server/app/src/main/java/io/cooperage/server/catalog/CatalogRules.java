package io.cooperage.server.catalog;

import io.cooperage.api.EntityKind;
import io.cooperage.api.ErrorCode;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * What holds between documents whenever a change commits: none names one that is deleted, and
 * templates that could be put together still can. Whoever changes what such a rule depends on takes
 * the same guard rows first, so that two who would break it together collide, wherever they are.
 */
final class CatalogRules {
  /** No document has this name: the guard of all that templates are made of. */
  private static final EntityName ALL_TEMPLATES = new EntityName(EntityKind.CLUSTERTEMPLATE, "*");

  private CatalogRules() {}

  /** To be called before the transaction reads anything. */
  static void guard(Handle tx, Collection<Change> changes) {
    Set<EntityName> names = new TreeSet<>();
    for (Change change : changes) {
      if (change.isOfTemplate()) {
        names.add(ALL_TEMPLATES);
      }
      change
          .document()
          .ifPresentOrElse(
              document ->
                  References.of(change.key().kind(), document)
                      .forEach(reference -> names.add(reference.target())),
              () -> names.add(EntityName.of(change.key())));
    }
    GuardDao.take(tx, names);
  }

  /** The same for the names under which a service that is to be deleted is known besides. */
  static void guard(Handle tx, Set<String> provided) {
    GuardDao.take(
        tx, provided.stream().map(name -> new EntityName(EntityKind.SERVICE, name)).toList());
  }

  /**
   * @param tenant whose documents all the changes are of
   * @return what the changes break for other tenants, a line for each template
   * @throws ProblemException INVALID_DOCUMENT with a line for each fault
   */
  static List<String> check(Handle tx, String tenant, Collection<Change> changes) {
    List<String> faults = new ArrayList<>(namedAndDeleted(tx, tenant, changes));
    List<String> elsewhere = List.of();
    if (changes.stream().anyMatch(Change::isOfTemplate)) {
      faults.addAll(TemplateRules.broken(TemplateView.of(tx, tenant), changes));
      elsewhere = elsewhere(tx, tenant, changes);
    }
    if (!faults.isEmpty()) {
      throw new ProblemException(
              ErrorCode.INVALID_DOCUMENT,
              "Nothing was changed, for the catalogue would not hold together. Correct what errors"
                  + " lists, in one import if it needs several changes at once.")
          .withErrors(Findings.bounded(faults));
    }
    return elsewhere;
  }

  private static List<String> namedAndDeleted(
      Handle tx, String tenant, Collection<Change> changes) {
    List<EntityName> names =
        changes.stream()
            .flatMap(change -> references(change).stream())
            .map(Reference::target)
            .toList();
    Set<EntityName> alive = new HashSet<>();
    Set<EntityName> deleted = new HashSet<>();
    for (GuardDao.Known known : GuardDao.known(tx, tenant, Caller.SUPERADMIN_TENANT, names)) {
      (known.deleted() ? deleted : alive).add(EntityName.of(known.key()));
    }
    changes.stream()
        .filter(change -> change.document().isPresent())
        .forEach(change -> alive.add(EntityName.of(change.key())));
    deleted.removeAll(alive);
    List<String> lines = new ArrayList<>();
    for (Change change : changes) {
      for (Reference reference : references(change)) {
        if (deleted.contains(reference.target())) {
          lines.add(
              "%s: %s names the %s \"%s\", which is deleted; undelete it, or name another"
                  .formatted(
                      change.key().inWords(),
                      reference.path(),
                      reference.target().kind().wire(),
                      reference.target().name()));
        }
      }
    }
    return lines;
  }

  private static List<Reference> references(Change change) {
    return change
        .document()
        .map(document -> References.of(change.key().kind(), document))
        .orElse(List.of());
  }

  /** Templates of tenants that what is shared is under. They are told of, and do not hinder. */
  private static List<String> elsewhere(Handle tx, String tenant, Collection<Change> changes) {
    if (!tenant.equals(Caller.SUPERADMIN_TENANT)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (String other : GuardDao.tenantsWithTemplates(tx, Caller.SUPERADMIN_TENANT)) {
      TemplateRules.broken(TemplateView.of(tx, other), changes)
          .forEach(line -> lines.add("tenant \"" + other + "\", " + line));
    }
    return Findings.bounded(lines);
  }
}
