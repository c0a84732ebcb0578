package io.cooperage.server.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The secrets of a webhook, the newest first; only that one never ends by itself. */
record WebhookSecrets(List<Entry> entries) {
  private static final int MOST = 4;

  /** A secret and when it ends. */
  record Entry(String secret, Optional<Instant> until) {
    private boolean isGood(Instant now) {
      return until.filter(end -> !now.isBefore(end)).isEmpty();
    }

    private Entry endingBy(Instant end) {
      return new Entry(secret, Optional.of(until.filter(end::isAfter).orElse(end)));
    }

    /** Without the secret, for logs. */
    @Override
    public String toString() {
      return "secret until " + until.map(Instant::toString).orElse("replaced");
    }
  }

  static WebhookSecrets of(String secret) {
    return new WebhookSecrets(List.of(new Entry(secret, Optional.empty())));
  }

  /** {@code secret} signs from now on; those before sign too for {@code overlap}. */
  WebhookSecrets rotated(String secret, Instant now, Duration overlap) {
    List<Entry> all = new ArrayList<>();
    all.add(new Entry(secret, Optional.empty()));
    for (Entry entry : entries) {
      Entry ending = entry.endingBy(now.plus(overlap));
      if (ending.isGood(now) && all.size() < MOST) {
        all.add(ending);
      }
    }
    return new WebhookSecrets(List.copyOf(all));
  }

  /** The same with each secret as {@code change} makes it: sealed or opened. */
  WebhookSecrets map(UnaryOperator<String> change) {
    return new WebhookSecrets(
        entries.stream()
            .map(entry -> new Entry(change.apply(entry.secret()), entry.until()))
            .toList());
  }

  /** Those that sign at {@code now}. */
  List<byte[]> keys(Instant now) {
    return entries.stream()
        .filter(entry -> entry.isGood(now))
        .map(entry -> SigningSecret.bytes(entry.secret()))
        .toList();
  }
}
