package io.cooperage.client;

import java.util.List;
import java.util.Optional;

/**
 * Which events to hear of.
 *
 * @param types such as {@code cluster.active} or {@code cluster.*}; empty = all
 * @param subject such as {@code cluster/00000042} or {@code cluster/*}; empty = all
 */
public record EventSelection(List<String> types, Optional<String> subject) {
  public static final EventSelection ALL = new EventSelection(List.of(), Optional.empty());

  public EventSelection {
    types = List.copyOf(types);
  }

  Call of(Call call) {
    return (types.isEmpty() ? call : call.query("type", String.join(",", types)))
        .query("subject", subject);
  }
}
