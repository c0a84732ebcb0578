package io.cooperage.client;

import io.cooperage.api.Page;
import io.cooperage.api.UsageView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What tenants use. */
public final class Usage {
  private static final String USAGE = "usage";
  private final Transport transport;

  /**
   * What to tell.
   *
   * @param groupBy any of tenant, template and user, with commas between; empty = tenant
   * @param period hour, day, month or total; empty = total
   * @param from empty = the begin of the month
   * @param to empty = now
   * @param tenant for superadmins; empty = all
   */
  public record Wish(
      Optional<String> groupBy,
      Optional<String> period,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<String> tenant) {
    private Call of(Call call) {
      return call.query("groupBy", groupBy)
          .query("period", period)
          .query("from", from)
          .query("to", to)
          .query("tenant", tenant);
    }
  }

  Usage(Transport transport) {
    this.transport = transport;
  }

  public Page<UsageView> list(Wish wish, int limit, Optional<String> after) {
    return transport.page(wish.of(Call.get(USAGE)), limit, after, UsageView.class);
  }

  /** The same, whole, as CSV. */
  public String csv(Wish wish) {
    Call call = wish.of(Call.get(USAGE, "csv")).header("Accept", "text/csv");
    return new String(Transport.await(transport.sendRaw(call)).body(), StandardCharsets.UTF_8);
  }
}
