package io.cooperage.server.macro;

import java.util.Optional;

/** A macro after parsing. Its value is a list; in text the elements are joined. */
sealed interface Macro {
  /** {@code cluster.owner}. */
  record Owner() implements Macro {}

  /** {@code host.self}. */
  record HostSelf() implements Macro {}

  /** {@code host.service.S}, {@code host.service.S[i]}. */
  record HostService(String service, Optional<Integer> index) implements Macro {}

  /** {@code ip.self}, {@code ip.T.self}. */
  record AddressSelf(String kind) implements Macro {}

  /** {@code ip.service.S}, {@code ip.T.service.S}, both also with {@code [i]}. */
  record AddressService(String kind, String service, Optional<Integer> index) implements Macro {}

  /** {@code num.service.S}. */
  record Count(String service) implements Macro {}

  /** {@code instance.self.service.S}. */
  record Instance(String service) implements Macro {}

  /** {@code join(X,'separator')}. */
  record Join(Macro list, String separator) implements Macro {}

  /** {@code map(X,'format')}. */
  record Mapped(Macro list, String format) implements Macro {}
}
