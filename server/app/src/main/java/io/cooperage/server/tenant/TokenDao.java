package io.cooperage.server.tenant;

import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import io.cooperage.api.TokenView;
import io.cooperage.server.access.Scopes;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** SQL of the tokens; the secret itself never comes here, only its hash. */
final class TokenDao {
  private static final RowMapper<TokenView> VIEW =
      (row, context) ->
          new TokenView(
              row.getString("id"),
              row.getString("name"),
              row.getString("tenant"),
              row.getString("user"),
              Role.parse(row.getString("role")),
              Scopes.parse(
                  Role.parse(row.getString("role")), Optional.ofNullable(row.getString("scopes"))),
              row.getTimestamp("created_at").toInstant(),
              Optional.ofNullable(row.getTimestamp("expires_at")).map(Timestamp::toInstant),
              Optional.ofNullable(row.getTimestamp("used_at")).map(Timestamp::toInstant),
              Optional.empty());

  private TokenDao() {}

  /**
   * @param scopes empty = all that the role may do, also what it may do one day
   */
  static void insert(Handle tx, byte[] hash, TokenView token, Optional<Set<Scope>> scopes) {
    tx.createUpdate(
            """
            INSERT INTO api_token (hash, id, name, tenant, user, role, scopes, created_at, expires_at)
            VALUES (:hash, :id, :name, :tenant, :user, :role, :scopes, :createdAt, :expiresAt)
            """)
        .bind("hash", hash)
        .bind("id", token.id())
        .bind("name", token.name())
        .bind("tenant", token.tenant())
        .bind("user", token.user())
        .bind("role", token.role().wire())
        .bind("scopes", scopes.map(Scopes::store).orElse(null))
        .bind("createdAt", Timestamp.from(token.createTime()))
        .bind("expiresAt", token.expireTime().map(Timestamp::from).orElse(null))
        .execute();
  }

  static Optional<TokenView> find(Handle tx, String id) {
    return tx.createQuery(
            """
            SELECT id, name, tenant, user, role, scopes, created_at, expires_at, used_at
            FROM api_token
            LEFT JOIN api_token_use ON token_id = id
            WHERE id = :id
            """)
        .bind("id", id)
        .map(VIEW)
        .findOne();
  }

  /**
   * @param tenant whose tokens; empty = all
   * @param user whose tokens of that tenant; empty = everybody's
   */
  static List<TokenView> list(
      Handle tx, Optional<String> tenant, Optional<String> user, String after, int limit) {
    return tx.createQuery(
            """
            SELECT id, name, tenant, user, role, scopes, created_at, expires_at, used_at
            FROM api_token
            LEFT JOIN api_token_use ON token_id = id
            WHERE id > :after
              AND (:tenant IS NULL OR tenant = :tenant)
              AND (:user IS NULL OR user = :user)
            ORDER BY id
            LIMIT :limit
            """)
        .bind("after", after)
        .bind("tenant", tenant.orElse(null))
        .bind("user", user.orElse(null))
        .bind("limit", limit)
        .map(VIEW)
        .list();
  }

  static Optional<byte[]> findHash(Handle tx, String id) {
    return tx.createQuery(
            """
            SELECT hash
            FROM api_token
            WHERE id = :id
            """)
        .bind("id", id)
        .mapTo(byte[].class)
        .findOne();
  }

  /** Guarded by the hash of the present secret, which stays valid for a while. */
  static int rotate(Handle tx, String id, byte[] present, byte[] next) {
    return tx.createUpdate(
            """
            UPDATE api_token FORCE INDEX (PRIMARY)
            SET hash = :next
            WHERE id = :id
              AND hash = :present
            """)
        .bind("id", id)
        .bind("present", present)
        .bind("next", next)
        .execute();
  }

  static void keepFormer(Handle tx, String id, byte[] hash, Instant validUntil) {
    tx.createUpdate(
            """
            INSERT INTO api_token_former (hash, token_id, valid_until)
            VALUES (:hash, :id, :validUntil)
            """)
        .bind("hash", hash)
        .bind("id", id)
        .bind("validUntil", Timestamp.from(validUntil))
        .execute();
  }

  /** Former secrets of the token whose overlap has ended. */
  static void purgeFormer(Handle tx, String id, Instant now) {
    tx.createUpdate(
            """
            DELETE FROM api_token_former
            WHERE token_id = :id
              AND valid_until <= :now
            """)
        .bind("id", id)
        .bind("now", Timestamp.from(now))
        .execute();
  }

  static void delete(Handle tx, String id) {
    for (String table : List.of("api_token_former", "api_token_use")) {
      tx.createUpdate("DELETE FROM <table> WHERE token_id = :id")
          .define("table", table)
          .bind("id", id)
          .execute();
    }
    tx.createUpdate("DELETE FROM api_token WHERE id = :id").bind("id", id).execute();
  }
}
