package io.cooperage.server.macro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.api.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * Expands macros. Lists are in the order of node numbers. A macro of a service that the cluster
 * lacks stays as it is written, and so does one whose machine has no addresses yet ({@link
 * #addressedServices} tells the planner whose machines must be there first).
 */
public final class Macros {
  private Macros() {}

  /**
   * A copy of the tree with all strings expanded for one machine; names of fields are not.
   *
   * @throws MacroException if a macro is wrong, or the copy would be longer than 2 MiB; the message
   *     says in which field
   */
  public static JsonNode expand(JsonNode tree, MacroCluster cluster, MacroNode self) {
    MacroValues values = new MacroValues(cluster, Optional.of(self));
    AtomicInteger left = new AtomicInteger(MacroValues.LONGEST);
    return rewrite(
        "",
        tree,
        (path, text) -> {
          String expanded = expandAt(path, text, values);
          if (left.addAndGet(-expanded.length()) < 0) {
            throw new MacroException(path + ": " + MacroValues.TOO_LONG);
          }
          return expanded;
        });
  }

  /**
   * @throws MacroException if a macro is wrong
   */
  public static String expand(String text, MacroCluster cluster, MacroNode self) {
    return new MacroValues(cluster, Optional.of(self)).expand(text);
  }

  /**
   * Links with their macros expanded. A link to a service that the cluster lacks, or whose machines
   * have no addresses yet, is left out. A link to a service on several machines ({@code
   * http://%ip.service.web%/}) becomes one link for each.
   *
   * @throws MacroException if a macro is wrong
   */
  public static List<Link> links(Collection<Link> links, MacroCluster cluster) {
    List<Link> expanded = new ArrayList<>();
    for (Link link : links) {
      expanded.addAll(LinkExpansion.expand(link, cluster));
    }
    return expanded;
  }

  /** What is wrong with the macros of a tree whatever the cluster, one message each. */
  public static List<String> check(JsonNode tree) {
    List<String> errors = new ArrayList<>();
    rewrite(
        "",
        tree,
        (path, text) -> {
          try {
            MacroParser.parse(text);
          } catch (MacroException e) {
            errors.add(path + ": " + e.getMessage());
          }
          return text;
        });
    return errors;
  }

  /** What is wrong with the macros of a text whatever the cluster, if anything. */
  public static Optional<String> check(String text) {
    try {
      MacroParser.parse(text);
      return Optional.empty();
    } catch (MacroException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * The services whose machines' addresses a tree asks for. Wrong macros are passed over.
   *
   * @see #check(JsonNode)
   */
  public static Set<String> addressedServices(JsonNode tree) {
    Set<String> services = new TreeSet<>();
    rewrite(
        "",
        tree,
        (path, text) -> {
          if (check(text).isEmpty()) {
            MacroParser.parse(text).macros().forEach(macro -> addAddressed(macro, services));
          }
          return text;
        });
    return services;
  }

  private static void addAddressed(Macro macro, Set<String> services) {
    if (macro instanceof Macro.AddressService address) {
      services.add(address.service());
    } else if (macro instanceof Macro.Join join) {
      addAddressed(join.list(), services);
    } else if (macro instanceof Macro.Mapped mapped) {
      addAddressed(mapped.list(), services);
    }
  }

  private static String expandAt(String path, String text, MacroValues values) {
    try {
      return values.expand(text);
    } catch (MacroException e) {
      throw new MacroException(path + ": " + e.getMessage());
    }
  }

  private static JsonNode rewrite(
      String path, JsonNode tree, BiFunction<String, String, String> change) {
    if (tree.isTextual()) {
      return JsonNodeFactory.instance.textNode(change.apply(path, tree.textValue()));
    }
    if (tree.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      tree.fields()
          .forEachRemaining(
              field ->
                  copy.set(
                      field.getKey(),
                      rewrite(path(path, field.getKey()), field.getValue(), change)));
      return copy;
    }
    if (tree.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < tree.size(); i++) {
        copy.add(rewrite(path + "[" + i + "]", tree.get(i), change));
      }
      return copy;
    }
    return tree;
  }

  private static String path(String parent, String field) {
    return parent.isEmpty() ? field : parent + "." + field;
  }
}
