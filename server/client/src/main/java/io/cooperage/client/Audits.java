package io.cooperage.client;

import com.fasterxml.jackson.databind.JavaType;
import io.cooperage.api.AuditVerification;
import io.cooperage.api.AuditView;
import io.cooperage.api.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Who changed what. */
public final class Audits {
  private static final String AUDIT = "audit";
  private static final int EXPORTED = 5_000;

  private final Transport transport;

  Audits(Transport transport) {
    this.transport = transport;
  }

  public Page<AuditView> list(int limit, Optional<String> after) {
    return list(limit, after, AuditQuery.ALL);
  }

  public Page<AuditView> list(int limit, Optional<String> after, AuditQuery query) {
    return transport.page(query.of(Call.get(AUDIT)), limit, after, AuditView.class);
  }

  /**
   * Hands each line that there is to {@code sink}, by datacenter and place.
   *
   * @param after such as {@code dc1:42}; empty = from the first on
   */
  public void export(AuditQuery query, Optional<String> after, Consumer<AuditView> sink) {
    Optional<String> cursor = after;
    boolean more = true;
    while (more) {
      List<AuditView> lines = exported(query, cursor);
      lines.forEach(sink);
      more = lines.size() == EXPORTED;
      if (more) {
        AuditView last = lines.get(lines.size() - 1);
        cursor = last.position().map(position -> last.datacenter() + ":" + position);
      }
    }
  }

  private List<AuditView> exported(AuditQuery query, Optional<String> after) {
    Call call =
        query
            .of(Call.get(AUDIT, "export"))
            .query("limit", EXPORTED)
            .query("after", after)
            .header("Accept", "application/x-ndjson, application/problem+json");
    byte[] lines = transport.ask(call, byte[].class);
    return new String(lines, StandardCharsets.UTF_8).lines().map(Audits::line).toList();
  }

  private static AuditView line(String json) {
    JavaType type = ClientJson.type(AuditView.class);
    try {
      return ClientJson.read(json.getBytes(StandardCharsets.UTF_8), type);
    } catch (IOException e) {
      throw new UnreachableException(
          "The export is not in the JSON expected: " + e.getMessage(), e);
    }
  }

  /** The beginning of all chains. */
  public AuditVerification verify() {
    return transport.ask(Call.get(AUDIT, "verify"), AuditVerification.class);
  }

  /**
   * A part of one chain.
   *
   * @param noted the hash that the line at {@code after} is known to have had
   */
  public AuditVerification verify(String datacenter, long after, Optional<String> noted) {
    return transport.ask(
        Call.get(AUDIT, "verify")
            .query("datacenter", datacenter)
            .query("after", after)
            .query("hash", noted),
        AuditVerification.class);
  }
}
