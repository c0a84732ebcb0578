package io.cooperage.client;

import io.cooperage.api.Page;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenRotation;
import io.cooperage.api.TokenView;
import java.util.Optional;

/** API tokens. */
public final class Tokens {
  private static final String TOKENS = "tokens";
  private final Transport transport;

  Tokens(Transport transport) {
    this.transport = transport;
  }

  public Page<TokenView> list(int limit, Optional<String> after) {
    return transport.page(Call.get(TOKENS), limit, after, TokenView.class);
  }

  /** Without its secret. */
  public TokenView get(String id) {
    return transport.ask(Call.get(TOKENS, id), TokenView.class);
  }

  /** The only answer that holds the secret. */
  public TokenView create(TokenRequest request) {
    return transport.ask(Call.post(TOKENS).json(request), TokenView.class);
  }

  /** A new secret, in this answer only; the present one stays valid for the overlap. */
  public TokenView rotate(String id, TokenRotation rotation) {
    return transport.ask(Call.post(TOKENS, id, "rotate").json(rotation), TokenView.class);
  }

  public void revoke(String id) {
    transport.tell(Call.delete(TOKENS, id));
  }
}
