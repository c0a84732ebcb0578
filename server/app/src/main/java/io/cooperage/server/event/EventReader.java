package io.cooperage.server.event;

import io.cooperage.server.access.Caller;
import java.util.Optional;

/**
 * Whose events a reader sees: the same clusters as by every other way, and what concerns everybody
 * in the tenant.
 *
 * @param tenant whose events; empty = all
 * @param owner whose clusters; empty = everybody's
 */
record EventReader(Optional<String> tenant, Optional<String> owner) {
  static final EventReader OF_ALL = new EventReader(Optional.empty(), Optional.empty());

  static EventReader of(Caller caller) {
    return new EventReader(caller.onlyTenant(), caller.onlyOwner());
  }

  boolean sees(PlacedEvent event) {
    boolean inTenant = tenant.isEmpty() || tenant.get().equals(event.view().tenant());
    return inTenant && (owner.isEmpty() || event.owner().isEmpty() || owner.equals(event.owner()));
  }
}
