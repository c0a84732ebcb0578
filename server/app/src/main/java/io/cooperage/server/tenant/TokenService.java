package io.cooperage.server.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.Scope;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenView;
import io.cooperage.server.access.Caller;
import io.cooperage.server.access.TokenHash;
import io.cooperage.server.audit.AuditChange;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Makes, rotates and deletes tokens. Nobody gives out more than he may do himself. Thread-safe. */
public final class TokenService {
  private final TenantService tenants;
  private final AuditLog audit;
  private final Clock clock;

  public TokenService(TenantService tenants, AuditLog audit, Clock clock) {
    this.tenants = tenants;
    this.audit = audit;
    this.clock = clock;
  }

  /** The new token with its secret, which is nowhere else. */
  public TokenView create(Handle tx, Caller by, TokenRequest request) {
    TokenRules.check(request);
    String secret = TokenHash.newSecret();
    TokenView token = token(request, secret);
    TokenGrant.requirePossible(token, request.scopes());
    TokenGrant.requireSecret(by, token);
    tenants.get(tx, request.tenant());
    TokenDao.insert(tx, TokenHash.of(secret), token, request.scopes());
    record(tx, by, "token.create", token.id(), AuditChange.made(tree(token)));
    return token;
  }

  private TokenView token(TokenRequest request, String secret) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new TokenView(
        UUID.randomUUID().toString(),
        request.name(),
        request.tenant(),
        request.user(),
        request.role(),
        request.scopes().orElseGet(() -> Scope.of(request.role())),
        now,
        request.expiresInSeconds().map(now::plusSeconds),
        Optional.empty(),
        Optional.of(secret));
  }

  /** The token with a new secret; the present one is valid for {@code overlap} more. */
  TokenView rotate(Handle tx, Caller by, String id, Duration overlap) {
    TokenView token = visible(tx, by, id);
    TokenGrant.requireSecret(by, token);
    Instant now = clock.instant();
    String secret = TokenHash.newSecret();
    byte[] present = TokenDao.findHash(tx, id).orElseThrow(() -> missing(id));
    if (TokenDao.rotate(tx, id, present, TokenHash.of(secret)) != 1) {
      throw new ProblemException(
          ErrorCode.CONFLICT, "Token " + id + " was rotated or deleted in the same instant. Look.");
    }
    TokenDao.purgeFormer(tx, id, now);
    if (!overlap.isZero()) {
      TokenDao.keepFormer(tx, id, present, now.plus(overlap));
    }
    JsonNode same = tree(token);
    AuditChange change =
        AuditChange.changed(same, same)
            .with(Json.tree(Map.of("overlapSeconds", overlap.toSeconds())));
    record(tx, by, "token.rotate", id, change);
    return new TokenView(
        id,
        token.name(),
        token.tenant(),
        token.user(),
        token.role(),
        token.scopes(),
        token.createTime(),
        token.expireTime(),
        token.lastUseTime(),
        Optional.of(secret));
  }

  List<TokenView> list(Handle tx, Caller by, String after, int limit) {
    return TokenDao.list(tx, by.onlyTenant(), TokenGrant.onlyUser(by), after, limit);
  }

  void delete(Handle tx, Caller by, String id) {
    TokenView token = visible(tx, by, id);
    TokenGrant.require(by, token);
    TokenDao.delete(tx, id);
    record(tx, by, "token.delete", id, AuditChange.removed(tree(token)));
  }

  static TokenView visible(Handle tx, Caller by, String id) {
    return TokenDao.find(tx, id)
        .filter(found -> TokenGrant.maySee(by, found))
        .orElseThrow(() -> missing(id));
  }

  private static ProblemException missing(String id) {
    return new ProblemException(
        ErrorCode.NOT_FOUND, "There is no token " + id + ". GET /v3/tokens lists those that are.");
  }

  private void record(Handle tx, Caller by, String action, String id, AuditChange change) {
    audit.record(tx, by, action, "token/" + id, change);
  }

  private static JsonNode tree(TokenView token) {
    return Json.tree(
        Map.of(
            "name",
            token.name(),
            "tenant",
            token.tenant(),
            "user",
            token.user(),
            "role",
            token.role().wire(),
            "scopes",
            token.scopes(),
            "expireTime",
            token.expireTime()));
  }
}
