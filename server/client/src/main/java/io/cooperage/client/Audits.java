package io.cooperage.client;

import io.cooperage.api.AuditView;
import io.cooperage.api.Page;
import java.util.Optional;

/** Who changed what. */
public final class Audits {
  private final Transport transport;

  Audits(Transport transport) {
    this.transport = transport;
  }

  public Page<AuditView> list(int limit, Optional<String> after) {
    return transport.page(Call.get("audit"), limit, after, AuditView.class);
  }
}
