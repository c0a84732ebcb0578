package io.cooperage.server.tenant;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenView;
import io.cooperage.server.access.Caller;
import io.cooperage.server.access.TokenHash;
import io.cooperage.server.audit.AuditLog;
import io.cooperage.server.web.Json;
import io.cooperage.server.web.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Makes and deletes tokens. Nobody gives out more than he may do himself. Thread-safe. */
public final class TokenService {
  private static final Pattern USER = Pattern.compile("[\\w.@-]{1,255}");
  private static final int NAME_LENGTH = 255;
  private static final long LONGEST = 36_500L * 24 * 60 * 60;

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
    check(request);
    TokenGrant.require(by, request.tenant(), request.user(), request.role());
    tenants.get(tx, request.tenant());
    String secret = TokenHash.newSecret();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    TokenView token =
        new TokenView(
            UUID.randomUUID().toString(),
            request.name(),
            request.tenant(),
            request.user(),
            request.role(),
            now,
            request.expiresInSeconds().map(now::plusSeconds),
            Optional.of(secret));
    TokenDao.insert(tx, TokenHash.of(secret), token);
    record(tx, by, "token.create", token);
    return token;
  }

  List<TokenView> list(Handle tx, Caller by, String after, int limit) {
    return TokenDao.list(tx, by.onlyTenant(), TokenGrant.onlyUser(by), after, limit);
  }

  void delete(Handle tx, Caller by, String id) {
    TokenView token =
        TokenDao.find(tx, id)
            .filter(found -> TokenGrant.maySee(by, found))
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.NOT_FOUND,
                        "There is no token " + id + ". GET /v3/tokens lists those that are."));
    TokenGrant.require(by, token.tenant(), token.user(), token.role());
    TokenDao.delete(tx, id);
    record(tx, by, "token.delete", token);
  }

  private void record(Handle tx, Caller by, String action, TokenView token) {
    audit.record(
        tx,
        by,
        action,
        "token/" + token.id(),
        Json.tree(
            Map.of(
                "name", token.name(),
                "tenant", token.tenant(),
                "user", token.user(),
                "role", token.role().wire())));
  }

  private static void check(TokenRequest request) {
    List<String> errors = new ArrayList<>();
    if (request.name() == null
        || request.name().isBlank()
        || request.name().length() > NAME_LENGTH) {
      errors.add("name must be 1 to 255 characters that tell what the token is for");
    }
    if (request.tenant() == null) {
      errors.add("tenant is missing");
    }
    if (request.user() == null || !USER.matcher(request.user()).matches()) {
      errors.add("user must be 1 to 255 letters, digits, _, ., @ and -");
    }
    if (request.role() == null) {
      errors.add(
          "role is missing; it must be superadmin, admin, operator, member, viewer or worker");
    }
    if (request.expiresInSeconds() == null) {
      errors.add("expiresInSeconds must be a whole number, or be left out");
    } else if (request.expiresInSeconds().filter(seconds -> seconds <= 0).isPresent()) {
      errors.add("expiresInSeconds must be more than 0");
    } else if (request.expiresInSeconds().filter(seconds -> seconds > LONGEST).isPresent()) {
      errors.add("expiresInSeconds must be at most " + LONGEST + "; leave it out for never");
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(
              ErrorCode.INVALID_REQUEST,
              "The token does not fit: " + String.join("; ", errors) + ". Correct it.")
          .withErrors(errors);
    }
  }
}
