package io.cooperage.server.macro;

import io.cooperage.api.Link;
import io.cooperage.server.macro.MacroText.Expression;
import io.cooperage.server.macro.MacroText.Literal;
import io.cooperage.server.macro.MacroText.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes of one link of a template those that people can follow. */
final class LinkExpansion {
  private LinkExpansion() {}

  static List<Link> expand(Link link, MacroCluster cluster) {
    MacroValues values = new MacroValues(cluster, Optional.empty());
    MacroText url = MacroParser.parse(link.url());
    String label = values.expand(link.label());
    if (url.macros().stream().anyMatch(macro -> values.value(macro).isEmpty())) {
      return List.of();
    }
    Set<String> lists = lists(url);
    if (lists.size() == 1) {
      List<MacroNode> carriers = cluster.carriers(lists.iterator().next());
      if (carriers.size() > 1) {
        return IntStream.range(0, carriers.size())
            .mapToObj(
                i ->
                    new Link(
                        label + " (" + carriers.get(i).hostname() + ")", print(at(url, i), values)))
            .toList();
      }
    }
    return List.of(new Link(label, print(url, values)));
  }

  /** The services of which the text asks for all machines at once. */
  private static Set<String> lists(MacroText text) {
    Set<String> services = new TreeSet<>();
    for (Macro macro : text.macros()) {
      if (macro instanceof Macro.HostService host && host.index().isEmpty()) {
        services.add(host.service());
      } else if (macro instanceof Macro.AddressService address && address.index().isEmpty()) {
        services.add(address.service());
      }
    }
    return services;
  }

  /** The text with every such list narrowed to its element {@code index}. */
  private static MacroText at(MacroText text, int index) {
    return new MacroText(text.parts().stream().map(part -> at(part, index)).toList());
  }

  private static Part at(Part part, int index) {
    if (!(part instanceof Expression expression)) {
      return part;
    }
    Macro macro = expression.macro();
    if (macro instanceof Macro.HostService host && host.index().isEmpty()) {
      macro = new Macro.HostService(host.service(), Optional.of(index));
    } else if (macro instanceof Macro.AddressService address && address.index().isEmpty()) {
      macro = new Macro.AddressService(address.kind(), address.service(), Optional.of(index));
    }
    return new Expression(macro, expression.written());
  }

  private static String print(MacroText text, MacroValues values) {
    return text.parts().stream().map(part -> print(part, values)).collect(Collectors.joining());
  }

  private static String print(Part part, MacroValues values) {
    if (part instanceof Literal literal) {
      return literal.text();
    }
    Expression expression = (Expression) part;
    return values
        .value(expression.macro())
        .map(list -> String.join(",", list))
        .orElse(expression.written());
  }
}
