package io.cooperage.server.tenant;

import io.cooperage.api.Role;
import io.cooperage.api.TokenView;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
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
              row.getTimestamp("created_at").toInstant(),
              Optional.ofNullable(row.getTimestamp("expires_at")).map(Timestamp::toInstant),
              Optional.empty());

  private TokenDao() {}

  static void insert(Handle tx, byte[] hash, TokenView token) {
    tx.createUpdate(
            """
            INSERT INTO api_token (hash, id, name, tenant, user, role, created_at, expires_at)
            VALUES (:hash, :id, :name, :tenant, :user, :role, :createdAt, :expiresAt)
            """)
        .bind("hash", hash)
        .bind("id", token.id())
        .bind("name", token.name())
        .bind("tenant", token.tenant())
        .bind("user", token.user())
        .bind("role", token.role().wire())
        .bind("createdAt", Timestamp.from(token.createTime()))
        .bind("expiresAt", token.expireTime().map(Timestamp::from).orElse(null))
        .execute();
  }

  static Optional<TokenView> find(Handle tx, String id) {
    return tx.createQuery(
            """
            SELECT id, name, tenant, user, role, created_at, expires_at
            FROM api_token
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
            SELECT id, name, tenant, user, role, created_at, expires_at
            FROM api_token
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

  static int delete(Handle tx, String id) {
    return tx.createUpdate("DELETE FROM api_token WHERE id = :id").bind("id", id).execute();
  }
}
