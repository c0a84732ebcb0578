package io.cooperage.server.access;

import io.cooperage.galera.read.Consistency;
import io.cooperage.galera.read.Reads;
import io.cooperage.galera.tx.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When tokens were last used. A request only notes its token in memory; a driver stores what has
 * gathered, for each token at most once in {@link #GRAIN} in all datacenters. Thread-safe.
 */
public final class TokenUses {
  /** How exact the stored time is. */
  static final Duration GRAIN = Duration.ofHours(1);

  private static final int MOST = 10_000;

  private final Transactions transactions;
  private final Reads reads;
  private final Map<String, Instant> noted = new ConcurrentHashMap<>();

  public TokenUses(Transactions transactions, Reads reads) {
    this.transactions = transactions;
    this.reads = reads;
  }

  /** A request came with the token. More tokens at a time than anybody has are not noted. */
  void seen(String token, Instant now) {
    if (noted.size() < MOST || noted.containsKey(token)) {
      noted.put(token, now);
    }
  }

  /** One tick of the driver. */
  public void tick() {
    Map<String, Instant> uses = new HashMap<>(noted);
    if (uses.isEmpty()) {
      return;
    }
    Map<String, Instant> stored =
        reads.run(
            "access.uses",
            Consistency.local(),
            tx -> TokenUseDao.find(tx, Set.copyOf(uses.keySet())));
    Map<String, Instant> due = new HashMap<>(uses);
    due.entrySet().removeIf(use -> !isDue(use.getValue(), stored.get(use.getKey())));
    if (!due.isEmpty()) {
      transactions.run(
          "access.used",
          tx -> {
            due.forEach((token, at) -> TokenUseDao.store(tx, token, at, at.minus(GRAIN)));
            return due.size();
          });
    }
    uses.forEach(noted::remove);
  }

  private static boolean isDue(Instant used, Instant stored) {
    return stored == null || stored.isBefore(used.minus(GRAIN));
  }
}
