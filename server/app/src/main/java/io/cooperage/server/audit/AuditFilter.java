package io.cooperage.server.audit;

import io.cooperage.api.ErrorCode;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.ProblemException;
import io.cooperage.server.web.TimeParameter;
import java.sql.Timestamp;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/**
 * Which lines are wanted; nothing = all that the caller may see: superadmins all, others those of
 * their tenant's people.
 *
 * @param action such as {@code cluster.create}, or the beginning of several: {@code cluster.}
 * @param from ISO time of the first
 * @param to ISO time before which the last is
 */
record AuditFilter(
    Optional<String> tenant,
    Optional<String> user,
    Optional<String> action,
    Optional<String> subject,
    Optional<String> datacenter,
    Optional<String> from,
    Optional<String> to) {
  /** The condition in SQL; {@link #bind} gives it its values. */
  static final String SQL =
      """
      (:onlyTenant IS NULL OR tenant = :onlyTenant)
        AND (:tenant IS NULL OR tenant = :tenant)
        AND (:user IS NULL OR user = :user)
        AND (:action IS NULL OR LEFT(action, CHAR_LENGTH(:action)) = :action)
        AND (:subject IS NULL OR subject = :subject)
        AND (:datacenter IS NULL OR datacenter = :datacenter)
        AND (:from IS NULL OR at >= :from)
        AND (:to IS NULL OR at < :to)
      """;

  Query bind(Query query, Caller caller) {
    return query
        .bind("onlyTenant", caller.onlyTenant().orElse(null))
        .bind("tenant", tenant.orElse(null))
        .bind("user", user.orElse(null))
        .bind("action", action.orElse(null))
        .bind("subject", subject.orElse(null))
        .bind("datacenter", datacenter.orElse(null))
        .bind("from", time("from", from))
        .bind("to", time("to", to));
  }

  private static Timestamp time(String name, Optional<String> text) {
    try {
      return text.map(TimeParameter::parse).map(Timestamp::from).orElse(null);
    } catch (DateTimeParseException e) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "Parameter %s is \"%s\"; write a time such as 2026-01-31T08:00:00Z."
              .formatted(name, text.orElse("")));
    }
  }
}
