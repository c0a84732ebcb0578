package io.cooperage.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cooperage.api.ErrorCode;
import io.cooperage.api.Role;
import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.server.web.ProblemException;
import java.nio.ByteBuffer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Turns a bearer token into a caller. A token that was found is believed for {@link #BELIEVED}
 * without looking again, so a deleted token works that much longer at most; one that was not found
 * is looked up each time, so a new token works everywhere at once. Thread-safe.
 */
public final class Authenticator {
  static final Duration BELIEVED = Duration.ofSeconds(5);
  private static final String SCHEME = "Bearer ";

  private final Reads reads;
  private final Clock clock;
  private final Cache<ByteBuffer, Holder> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(BELIEVED).build();

  public Authenticator(Reads reads, Clock clock) {
    this.reads = reads;
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
    byte[] hash = TokenHash.of(authorization.substring(SCHEME.length()).strip());
    Holder holder =
        find(hash)
            .orElseThrow(
                () ->
                    unauthenticated(
                        "The token is not known: it was deleted, or belongs to another"
                            + " installation. Ask an administrator for a new one."));
    requireUnexpired(holder);
    return new Caller(holder.tenant(), holder.user(), holder.role(), requestId);
  }

  private void requireUnexpired(Holder holder) {
    if (holder.expires().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
      throw unauthenticated(
          "The token expired at " + holder.expires().get() + ". Ask for a new one.");
    }
  }

  /**
   * Whether what {@link #authenticate} accepted still holds, as far as this node knows; waits for
   * nobody.
   *
   * @throws ProblemException UNAUTHENTICATED
   */
  public void confirm(String authorization) {
    byte[] hash = TokenHash.of(authorization.substring(SCHEME.length()).strip());
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
                    SELECT tenant, user, role, expires_at
                    FROM api_token
                    WHERE hash = :hash
                    """)
                .bind("hash", hash)
                .map(
                    (row, context) ->
                        new Holder(
                            row.getString("tenant"),
                            row.getString("user"),
                            Role.parse(row.getString("role")),
                            Optional.ofNullable(row.getTimestamp("expires_at"))
                                .map(Timestamp::toInstant)))
                .findOne());
  }

  private static ProblemException unauthenticated(String detail) {
    return new ProblemException(ErrorCode.UNAUTHENTICATED, detail);
  }

  private record Holder(String tenant, String user, Role role, Optional<Instant> expires) {}
}
