package io.cooperage.client;

import io.cooperage.api.Page;
import io.cooperage.api.TenantRequest;
import io.cooperage.api.TenantView;
import java.util.Optional;

/** Tenants and their quotas. */
public final class Tenants {
  private static final String TENANTS = "tenants";
  private final Transport transport;

  Tenants(Transport transport) {
    this.transport = transport;
  }

  public Page<TenantView> list(int limit, Optional<String> after) {
    return transport.page(Call.get(TENANTS), limit, after, TenantView.class);
  }

  public TenantView get(String name) {
    return transport.ask(Call.get(TENANTS, name), TenantView.class);
  }

  public TenantView create(TenantRequest request) {
    return transport.ask(Call.post(TENANTS).json(request), TenantView.class);
  }

  public TenantView update(TenantRequest request, long version) {
    return transport.ask(
        Call.put(TENANTS, request.name()).json(request).ifMatch(version), TenantView.class);
  }
}
