package io.cooperage.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which lines of the audit are wanted.
 *
 * @param parameters of the query, by name
 */
public record AuditQuery(Map<String, String> parameters) {
  /** All that the caller may see. */
  public static final AuditQuery ALL = new AuditQuery(Map.of());

  /** Those of a tenant's people. */
  public AuditQuery tenant(String name) {
    return with("tenant", name);
  }

  public AuditQuery user(String name) {
    return with("user", name);
  }

  /** Such as {@code cluster.create}, or the beginning of several, such as {@code cluster.}. */
  public AuditQuery action(String beginning) {
    return with("action", beginning);
  }

  /** Such as {@code cluster/00000042}. */
  public AuditQuery subject(String name) {
    return with("subject", name);
  }

  public AuditQuery datacenter(String name) {
    return with("datacenter", name);
  }

  public AuditQuery from(Instant first) {
    return with("from", first.toString());
  }

  /** Up to but without this time. */
  public AuditQuery to(Instant end) {
    return with("to", end.toString());
  }

  private AuditQuery with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(name, value);
    return new AuditQuery(more);
  }

  Call of(Call call) {
    Call asked = call;
    for (Map.Entry<String, String> one : parameters.entrySet()) {
      asked = asked.query(one.getKey(), one.getValue());
    }
    return asked;
  }
}
