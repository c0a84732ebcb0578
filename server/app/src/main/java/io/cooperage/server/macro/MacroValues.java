package io.cooperage.server.macro;

import io.cooperage.server.macro.MacroText.Expression;
import io.cooperage.server.macro.MacroText.Literal;
import io.cooperage.server.macro.MacroText.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What macros mean in a cluster, on one of its machines if there is one. No value (empty) means
 * that the text stays as it is: the cluster or machine lacks the service, or a machine has no
 * addresses yet.
 */
final class MacroValues {
  static final int LONGEST = 2 << 20;
  static final String TOO_LONG =
      "with what its macros stand for the configuration is longer than "
          + LONGEST
          + " characters; name fewer machines";

  private final MacroCluster cluster;
  private final Optional<MacroNode> self;

  MacroValues(MacroCluster cluster, Optional<MacroNode> self) {
    this.cluster = cluster;
    this.self = self;
  }

  String expand(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder expanded = new StringBuilder();
    for (Part part : MacroParser.parse(text).parts()) {
      if (part instanceof Literal literal) {
        expanded.append(literal.text());
      } else if (part instanceof Expression expression) {
        expanded.append(
            value(expression.macro())
                .map(list -> String.join(",", list))
                .orElse(expression.written()));
      }
      if (expanded.length() > LONGEST) {
        throw new MacroException(TOO_LONG);
      }
    }
    return expanded.toString();
  }

  Optional<List<String>> value(Macro macro) {
    if (macro instanceof Macro.Owner) {
      return Optional.of(List.of(cluster.owner()));
    } else if (macro instanceof Macro.HostSelf) {
      return Optional.of(List.of(self("host.self").hostname()));
    } else if (macro instanceof Macro.HostService host) {
      return carriers(host.service(), host.index())
          .map(nodes -> nodes.stream().map(MacroNode::hostname).toList());
    } else if (macro instanceof Macro.AddressSelf address) {
      return address(self("ip.self"), address.kind()).map(List::of);
    } else if (macro instanceof Macro.AddressService address) {
      return carriers(address.service(), address.index())
          .flatMap(nodes -> addresses(nodes, address.kind()));
    } else if (macro instanceof Macro.Count count) {
      return carriers(count.service(), Optional.empty())
          .map(nodes -> List.of(Integer.toString(nodes.size())));
    } else if (macro instanceof Macro.Instance instance) {
      return instance(instance.service());
    } else if (macro instanceof Macro.Join join) {
      return value(join.list()).map(list -> List.of(String.join(join.separator(), list)));
    } else if (macro instanceof Macro.Mapped mapped) {
      return value(mapped.list())
          .map(list -> list.stream().map(each -> format(mapped.format(), each)).toList());
    }
    throw new IllegalStateException("Unknown macro " + macro);
  }

  private MacroNode self(String macro) {
    return self.orElseThrow(
        () ->
            new MacroException(
                "%"
                    + macro
                    + "% means the machine at hand, but a link belongs to the whole cluster; name"
                    + " a service instead, like host.service.S[0]"));
  }

  private Optional<List<MacroNode>> carriers(String service, Optional<Integer> index) {
    List<MacroNode> nodes = cluster.carriers(service);
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    if (index.isEmpty()) {
      return Optional.of(nodes);
    }
    if (index.get() >= nodes.size()) {
      throw new MacroException(
          "[%d] is out of range: service \"%s\" is on %d machines of the cluster, [0] to [%d]"
              .formatted(index.get(), service, nodes.size(), nodes.size() - 1));
    }
    return Optional.of(List.of(nodes.get(index.get())));
  }

  private static Optional<List<String>> addresses(List<MacroNode> nodes, String kind) {
    List<String> addresses = new ArrayList<>();
    for (MacroNode node : nodes) {
      Optional<String> address = address(node, kind);
      if (address.isEmpty()) {
        return Optional.empty();
      }
      addresses.add(address.get());
    }
    return Optional.of(addresses);
  }

  private static Optional<String> address(MacroNode node, String kind) {
    if (node.addresses().isEmpty()) {
      return Optional.empty();
    }
    String address = node.addresses().get(kind);
    if (address == null) {
      throw new MacroException(
          "Machine %s has no address of kind \"%s\"; it has %s"
              .formatted(node.hostname(), kind, new TreeSet<>(node.addresses().keySet())));
    }
    return Optional.of(address);
  }

  private Optional<List<String>> instance(String service) {
    MacroNode node = self("instance.self.service." + service);
    List<MacroNode> nodes = cluster.carriers(service);
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).number() == node.number()) {
        return Optional.of(List.of(Integer.toString(i + 1)));
      }
    }
    return Optional.empty();
  }

  /** {@code $} is the element, {@code $$} a dollar. */
  private static String format(String format, String element) {
    StringBuilder formatted = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      if (format.charAt(i) != '$') {
        formatted.append(format.charAt(i));
      } else if (format.startsWith("$$", i)) {
        formatted.append('$');
        i++;
      } else {
        formatted.append(element);
      }
    }
    return formatted.toString();
  }
}
