package io.cooperage.galera.tx;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.util.Locale;

/** The metrics of one transaction name: {@code galera.tx.NAME.time|retries|outcome.OUTCOME}. */
final class TransactionMetrics {

  private final MetricRegistry registry;
  private final String prefix;
  private final Timer time;
  private final Counter retries;

  TransactionMetrics(MetricRegistry registry, String name) {
    this.registry = registry;
    this.prefix = MetricRegistry.name("galera.tx", name);
    this.time = registry.timer(MetricRegistry.name(prefix, "time"));
    this.retries = registry.counter(MetricRegistry.name(prefix, "retries"));
  }

  Timer.Context time() {
    return time.time();
  }

  void retried() {
    retries.inc();
  }

  void refused(Verdict verdict) {
    outcome("refused_" + verdict.name().toLowerCase(Locale.ROOT));
  }

  void outcome(String outcome) {
    registry.counter(MetricRegistry.name(prefix, "outcome", outcome)).inc();
  }
}
