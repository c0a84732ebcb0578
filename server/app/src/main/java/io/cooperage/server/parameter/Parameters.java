package io.cooperage.server.parameter;

import io.cooperage.api.catalog.AutomatorType;
import io.cooperage.api.catalog.FieldSchema;
import io.cooperage.api.catalog.ParameterGroup;
import io.cooperage.api.catalog.PluginParameters;
import io.cooperage.api.catalog.ProviderType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one plugin registered. Values are texts, as plugins get them; a blank one counts as not
 * given. Findings are lines for people, and show no value of a sensitive field. Immutable.
 */
public final class Parameters {
  private final String plugin;
  private final ParameterGroup admin;
  private final ParameterGroup user;

  private Parameters(String plugin, PluginParameters registered) {
    this.plugin = plugin;
    this.admin = registered.admin();
    this.user = registered.user();
  }

  public static Parameters of(ProviderType type) {
    return new Parameters("providertype \"" + type.name() + "\"", type.parameters());
  }

  public static Parameters of(AutomatorType type) {
    return new Parameters("automatortype \"" + type.name() + "\"", type.parameters());
  }

  /** Whether values of {@code field} are kept from whoever reads. A password always is. */
  public boolean isSensitive(String field) {
    return schemas(field).anyMatch(FieldRules::isSensitive);
  }

  /**
   * What is wrong with fields that an administrator wrote. What a user may still give need not be
   * there.
   *
   * @param path where they stand, such as {@code provisioner}
   */
  public List<String> checkAdmin(String path, Map<String, String> given) {
    List<String> findings = new ArrayList<>(checkValues(path, given));
    Predicate<String> settled =
        field -> isGiven(given, field) || hasDefault(field) || mayUserSet(field);
    checkRequired(path, admin, settled, findings);
    return findings;
  }

  /** What is wrong with the fields that there are. */
  public List<String> checkValues(String path, Map<String, String> given) {
    List<String> findings = new ArrayList<>();
    given.forEach((field, value) -> checkKnown(path, field, value, name -> true, findings));
    return findings;
  }

  /** What is wrong with fields that the user of a cluster gave. */
  public List<String> checkUser(String path, Map<String, String> given) {
    List<String> findings = new ArrayList<>();
    given.forEach((field, value) -> checkKnown(path, field, value, this::mayUserSet, findings));
    return findings;
  }

  /** What lacks of all fields together, once nobody can give any more. */
  public List<String> checkComplete(String path, Map<String, String> all) {
    List<String> findings = new ArrayList<>();
    checkRequired(path, admin, field -> isGiven(all, field), findings);
    checkRequired(path, user, field -> isGiven(all, field), findings);
    return findings;
  }

  /** {@code given} with the defaults of those that are not. */
  public Map<String, String> withDefaults(Map<String, String> given) {
    Map<String, String> filled = new LinkedHashMap<>(given);
    names()
        .forEach(
            field ->
                defaultOf(field)
                    .filter(value -> !isGiven(given, field))
                    .ifPresent(value -> filled.put(field, value)));
    return filled;
  }

  private void checkKnown(
      String path, String field, String value, Predicate<String> allowed, List<String> findings) {
    String where = path.isEmpty() ? field : path + "." + field;
    if (schemas(field).findAny().isEmpty()) {
      findings.add(
          "%s is not known to %s; known are %s".formatted(where, plugin, list(names(), allowed)));
    } else if (!allowed.test(field)) {
      findings.add(
          "%s is set by administrators; users may set %s".formatted(where, list(names(), allowed)));
    } else if (!value.isBlank()) {
      schemas(field)
          .findFirst()
          .flatMap(schema -> FieldRules.refusal(schema, value, isSensitive(field)))
          .ifPresent(why -> findings.add(where + " " + why));
    }
  }

  private void checkRequired(
      String path, ParameterGroup group, Predicate<String> settled, List<String> findings) {
    List<Set<String>> sets = group.required();
    if (sets.isEmpty() || sets.stream().anyMatch(set -> set.stream().allMatch(settled))) {
      return;
    }
    String alternatives =
        sets.stream()
            .map(
                set ->
                    "%s (lacks %s)"
                        .formatted(
                            list(set.stream().sorted(), field -> true),
                            list(set.stream().sorted(), settled.negate())))
            .collect(Collectors.joining(" or "));
    findings.add(
        "%s must have %s%s, says %s"
            .formatted(
                path, sets.size() > 1 ? "all of one of: " : "all of: ", alternatives, plugin));
  }

  private boolean mayUserSet(String field) {
    FieldSchema admins = admin.fields().get(field);
    return user.fields().containsKey(field) || (admins != null && admins.override());
  }

  private boolean hasDefault(String field) {
    return defaultOf(field).isPresent();
  }

  private Optional<String> defaultOf(String field) {
    return schemas(field).flatMap(schema -> schema.defaultValue().stream()).findFirst();
  }

  private Stream<FieldSchema> schemas(String field) {
    return Stream.of(admin, user)
        .map(group -> group.fields().get(field))
        .filter(schema -> schema != null);
  }

  private Stream<String> names() {
    return Stream.concat(admin.fields().keySet().stream(), user.fields().keySet().stream())
        .distinct();
  }

  private static String list(Stream<String> names, Predicate<String> which) {
    String listed = names.filter(which).collect(Collectors.joining(", "));
    return listed.isEmpty() ? "none" : listed;
  }

  private static boolean isGiven(Map<String, String> given, String field) {
    return !given.getOrDefault(field, "").isBlank();
  }
}
