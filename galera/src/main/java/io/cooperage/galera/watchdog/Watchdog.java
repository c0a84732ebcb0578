package io.cooperage.galera.watchdog;

import com.codahale.metrics.Counter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.SlidingTimeWindowArrayReservoir;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import io.cooperage.galera.watchdog.Judgement.Finding;
import io.cooperage.galera.watchdog.Sample.Canary;
import io.cooperage.galera.watchdog.Sample.Disk;
import io.cooperage.galera.watchdog.StateFile.State;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the node beside it, and ends its process when the {@link Judge} says so. A node that was
 * fenced stays so until its data directory can be written again; the watchdog starts none.
 */
public final class Watchdog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final int LONGEST_HISTORY = 2_000;
  private static final long FIGURES_SECONDS = 60;

  private final WatchdogConfig config;
  private final Clock clock;
  private final Judge judge;
  private final NodeProbes probes;
  private final StateFile stateFile;
  private final Timer canaries =
      new Timer(new SlidingTimeWindowArrayReservoir(FIGURES_SECONDS, TimeUnit.SECONDS));
  private final Counter late = new Counter();
  private final Counter fences = new Counter();
  private final ScheduledExecutorService executor;
  private final List<Sample> history = new ArrayList<>();
  private Optional<NodeProcess> watched = Optional.empty();
  private Optional<NodeProcess> fenced = Optional.empty();
  private volatile StateFile.Entry entry;
  private Judgement judgement = new Judgement(Finding.NOT_SERVING, "not looked at yet");
  private long counted;

  private Watchdog(WatchdogConfig config, MetricRegistry metrics, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.judge = new Judge(config.limits());
    this.stateFile = new StateFile(config.stateFile());
    this.entry =
        stateFile
            .read()
            .filter(before -> before.state() == State.FENCED)
            .orElseGet(() -> entry(State.WAITING, "the watchdog was started"));
    this.probes = new NodeProbes(config);
    this.executor =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "watchdog"));
    metrics.register("galera.watchdog.canary", canaries);
    metrics.register("galera.watchdog.late", late);
    metrics.register("galera.watchdog.fences", fences);
  }

  /** Begins to watch; never fails, however the node is. */
  public static Watchdog start(WatchdogConfig config, MetricRegistry metrics) {
    Watchdog watchdog = new Watchdog(config, metrics, Clock.systemUTC());
    watchdog.write();
    LOG.info("{}: watching begins ({})", config.node(), watchdog.entry.why());
    long interval = config.limits().interval().toMillis();
    watchdog.executor.scheduleWithFixedDelay(
        watchdog::lookSafely, interval, interval, TimeUnit.MILLISECONDS);
    watchdog.executor.scheduleAtFixedRate(
        watchdog::tellFigures, FIGURES_SECONDS, FIGURES_SECONDS, TimeUnit.SECONDS);
    return watchdog;
  }

  /** How the node is, to this watchdog. */
  public State state() {
    return entry.state();
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.error("{}: this look failed, the next one follows", config.node(), e);
    }
  }

  private void look() {
    count();
    if (entry.state() == State.FENCED) {
      lookAtFenced();
      return;
    }
    Optional<NodeProcess> process = NodeProcess.find(config.pidFile());
    if (process.isEmpty() || !process.equals(watched)) {
      history.clear();
      watched = process;
    }
    if (process.isEmpty()) {
      become(State.WAITING, "no database server runs");
      return;
    }
    remember(probes.look(process.get()));
    Judgement now = judge.judge(List.copyOf(history));
    if (now.finding() == Finding.FENCE) {
      fence(process.get(), now.why());
    } else {
      tell(now);
    }
  }

  /** Kept from the last look on that found all well: what came before it is over. */
  private void remember(Sample sample) {
    if (sample.canary() == Canary.IN_TIME) {
      history.clear();
    } else if (history.size() >= LONGEST_HISTORY) {
      history.remove(1);
    }
    history.add(sample);
  }

  /** The signal first: whatever is said may have to wait for some disk. */
  private void fence(NodeProcess process, String why) {
    boolean sent = process.kill();
    fences.inc();
    fenced = Optional.of(process);
    history.clear();
    LOG.error(
        "{}: FENCED: {}. SIGKILL {} process {}, which ends when its disk goes on.",
        config.node(),
        why,
        sent ? "was sent to" : "could not be sent to",
        process.pid());
    become(State.FENCED, why);
  }

  private void lookAtFenced() {
    boolean ended = fenced.map(NodeProcess::ended).orElse(true);
    if (ended && probes.disk() == Disk.WELL) {
      LOG.warn("{}: the data directory can be written again: the node may start", config.node());
      fenced = Optional.empty();
      become(State.WAITING, "it was fenced, and may start again");
    } else if (!ended) {
      // Whatever kept the first signal from it.
      fenced.ifPresent(NodeProcess::kill);
    }
  }

  private void tell(Judgement now) {
    if (now.finding() != judgement.finding()) {
      LOG.info("{}: {}: {}", config.node(), now.finding(), now.why());
    }
    judgement = now;
    switch (now.finding()) {
      case WELL -> become(State.WATCHING, now.why());
      case NOT_SERVING -> become(State.WAITING, now.why());
      case LATE, ELSEWHERE, SLOW, SPARED -> become(State.LATE, now.why());
      case FENCE -> throw new IllegalStateException("fenced already");
    }
  }

  private void become(State state, String why) {
    if (entry.state() != state) {
      entry = entry(state, why);
      write();
    }
  }

  private StateFile.Entry entry(State state, String why) {
    return new StateFile.Entry(state, config.node(), clock.instant(), why);
  }

  private void write() {
    try {
      stateFile.write(entry);
    } catch (IOException e) {
      LOG.warn("{}: {} cannot be written: {}", config.node(), config.stateFile(), e.getMessage());
    }
  }

  private void count() {
    Optional<Probe.Done<Long>> last = probes.lastCanary();
    if (last.isPresent() && last.get().at() != counted) {
      counted = last.get().at();
      if (last.get().result().isPresent()) {
        canaries.update(last.get().took());
      }
      if (last.get().took().compareTo(config.limits().canaryLimit()) > 0) {
        late.inc();
      }
      if (!last.get().failure().isEmpty()) {
        LOG.debug("{}: no canary: {}", config.node(), last.get().failure());
      }
    }
  }

  private void tellFigures() {
    Snapshot figures = canaries.getSnapshot();
    LOG.info(
        "{}: {}; {} canaries in {} s: p50 {} ms, p99 {} ms, max {} ms; late {}, fences {}",
        config.node(),
        entry.state(),
        figures.size(),
        FIGURES_SECONDS,
        millis(figures.getMedian()),
        millis(figures.get99thPercentile()),
        millis(figures.getMax()),
        late.getCount(),
        fences.getCount());
  }

  private static String millis(double nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
  }

  /** Ends the watching; a node that is fenced stays so. */
  @Override
  public void close() {
    executor.shutdownNow();
    probes.close();
  }
}
