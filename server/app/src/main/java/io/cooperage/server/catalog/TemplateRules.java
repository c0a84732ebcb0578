package io.cooperage.server.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which templates could not be put together any more after changes, and why. What is named and does
 * not exist yet is no fault, and what was broken before is not held against a change. Pure.
 */
final class TemplateRules {
  private TemplateRules() {}

  /**
   * A line for each template that is written wrong, or that a change would break.
   *
   * @param before what is seen without the changes
   */
  static List<String> broken(TemplateView before, Collection<Change> changes) {
    Set<EntityName> changed =
        changes.stream()
            .filter(Change::isOfTemplate)
            .map(change -> EntityName.of(change.key()))
            .collect(Collectors.toSet());
    if (changed.isEmpty()) {
      return List.of();
    }
    TemplateView after = before.after(changes);
    List<String> lines = new ArrayList<>();
    for (StoredEntity template : after.templates()) {
      fault(template, after, changed)
          .filter(fault -> isNew(template, before, changed))
          .ifPresent(fault -> lines.add(template.key().inWords() + ": " + fault));
    }
    return lines;
  }

  private static boolean isNew(
      StoredEntity template, TemplateView before, Set<EntityName> changed) {
    return changed.contains(EntityName.of(template.key()))
        || before
            .find(template.key().kind(), template.key().name())
            .flatMap(old -> fault(old, before, changed))
            .isEmpty();
  }

  /** Why it cannot be put together, if it has anything to do with what is changed. */
  private static Optional<String> fault(
      StoredEntity template, TemplateView view, Set<EntityName> changed) {
    try {
      TemplateParts parts = TemplateParts.of(template, view);
      if (parts.reach(changed)) {
        parts.merge();
      }
      return Optional.empty();
    } catch (TemplateException e) {
      return Optional.of(e.getMessage());
    }
  }
}
