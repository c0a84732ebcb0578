package io.cooperage.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.web.ProblemException;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a bearer token into a caller. A token that was found is believed for {@link #BELIEVED}
 * without looking again, so a deleted token works that much longer at most; one that was not found
 * is looked up each time, so a new token works everywhere at once. Thread-safe.
 */
public final class Authenticator {
  static final Duration BELIEVED = Duration.ofSeconds(5);
  private static final String SCHEME = "Bearer ";

  private final Reads reads;
  private final TokenUses uses;
  private final Logins logins;
  private final Clock clock;
  private final Cache<ByteBuffer, Holder> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(BELIEVED).build();

  /**
   * @param uses learns which tokens are used
   * @param logins what else is accepted than API tokens
   */
  public Authenticator(Reads reads, TokenUses uses, Logins logins, Clock clock) {
    this.logins = logins;
    this.reads = reads;
    this.uses = uses;
    this.clock = clock;
  }

  /**
   * @param authorization the header of that name, or null
   * @throws ProblemException UNAUTHENTICATED
   */
  public Caller authenticate(String authorization, String requestId) {
    if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, 7)) {
      throw unauthenticated(
          "This needs a token. Send it as \"Authorization: Bearer TOKEN\"; an administrator makes"
              + " tokens with POST /v3/tokens.");
    }
    String bearer = authorization.substring(SCHEME.length()).strip();
    if (logins.areLike(bearer)) {
      return logins.verify(bearer, requestId);
    }
    byte[] hash = TokenHash.of(bearer);
    Holder holder =
        find(hash)
            .orElseThrow(
                () ->
                    unauthenticated(
                        "The token is not known: it was deleted, or belongs to another"
                            + " installation. Ask an administrator for a new one."));
    requireUnexpired(holder);
    uses.seen(holder.id(), clock.instant());
    return new Caller(
        holder.tenant(),
        holder.user(),
        holder.role(),
        holder.scopes(),
        holder.expires(),
        requestId);
  }

  private void requireUnexpired(Holder holder) {
    if (isOver(holder.expires())) {
      throw unauthenticated(
          "The token expired at " + holder.expires().get() + ". Ask for a new one.");
    }
    if (isOver(holder.replaced())) {
      throw unauthenticated(
          "The token has a new secret; this one was valid until "
              + holder.replaced().get()
              + ". Use the new one.");
    }
  }

  private boolean isOver(Optional<Instant> end) {
    return end.filter(time -> !clock.instant().isBefore(time)).isPresent();
  }

  /**
   * Whether what {@link #authenticate} accepted still holds, as far as this node knows; waits for
   * nobody.
   *
   * @throws ProblemException UNAUTHENTICATED
   */
  public void confirm(String authorization) {
    String bearer = authorization.substring(SCHEME.length()).strip();
    if (logins.areLike(bearer)) {
      logins.verify(bearer, "");
      return;
    }
    byte[] hash = TokenHash.of(bearer);
    Holder holder =
        read(hash, Consistency.local())
            .orElseThrow(() -> unauthenticated("The token was deleted. Ask for a new one."));
    requireUnexpired(holder);
  }

  private Optional<Holder> find(byte[] hash) {
    ByteBuffer key = ByteBuffer.wrap(hash);
    Holder cached = known.getIfPresent(key);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<Holder> found = read(hash, Consistency.strong());
    found.ifPresent(holder -> known.put(key, holder));
    return found;
  }

  private Optional<Holder> read(byte[] hash, Consistency consistency) {
    return reads.run(
        "access.token",
        consistency,
        database ->
            database
                .createQuery(
                    """
                    SELECT id, tenant, user, role, scopes, expires_at, NULL AS valid_until
                    FROM api_token
                    WHERE hash = :hash
                    UNION ALL
                    SELECT api_token.id, tenant, user, role, scopes, expires_at, valid_until
                    FROM api_token_former
                    JOIN api_token ON api_token.id = api_token_former.token_id
                    WHERE api_token_former.hash = :hash
                    """)
                .bind("hash", hash)
                .map((row, context) -> holder(row))
                .findOne());
  }

  private static ProblemException unauthenticated(String detail) {
    return new ProblemException(ErrorCode.UNAUTHENTICATED, detail);
  }

  private static Holder holder(ResultSet row) throws SQLException {
    Role role = Role.parse(row.getString("role"));
    return new Holder(
        row.getString("id"),
        row.getString("tenant"),
        row.getString("user"),
        role,
        Scopes.parse(role, Optional.ofNullable(row.getString("scopes"))),
        Optional.ofNullable(row.getTimestamp("expires_at")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getTimestamp("valid_until")).map(Timestamp::toInstant));
  }

  /**
   * @param replaced until when this secret is valid beside the one that replaced it
   */
  private record Holder(
      String id,
      String tenant,
      String user,
      Role role,
      Set<Scope> scopes,
      Optional<Instant> expires,
      Optional<Instant> replaced) {}
}
