package io.cooperage.provisioner.worker;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.cooperage.api.TaskResult;
import io.cooperage.provisioner.plugin.PluginException;
import io.cooperage.provisioner.plugin.PluginResult;
import io.cooperage.provisioner.plugin.PluginTask;
import io.cooperage.provisioner.plugin.Plugins;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs one task from start to settlement, on the calling thread: plugin, result, journal. Of a
 * cancelled task nothing is posted, except that it took too long. Thread-safe.
 */
final class TaskRunner {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

  private final Plugins plugins;
  private final ResultPoster poster;
  private final Journal journal;
  private final MetricRegistry metrics;

  TaskRunner(Plugins plugins, ResultPoster poster, Journal journal, MetricRegistry metrics) {
    this.plugins = plugins;
    this.poster = poster;
    this.journal = journal;
    this.metrics = metrics;
  }

  void run(RunningTask task) {
    if (!task.attach(Thread.currentThread())) {
      return;
    }
    MDC.put("task", task.assignment().task().toString());
    try {
      runAttached(task);
    } finally {
      task.detach();
      MDC.remove("task");
    }
  }

  private void runAttached(RunningTask task) {
    long start = journal.started(task.session().id(), task.assignment());
    PluginTask work = new PluginTask(task.assignment(), task.session().deadMan());
    PluginResult result = runPlugin(work);
    task.pluginEnded();
    long end = journal.now();
    Optional<CancelReason> cancelled = task.cancelled().or(task::overdue);
    String settled =
        switch (cancelled.map(reason -> reason.isReported() ? "late" : "gone").orElse("")) {
          case "" -> settle(task, work, result);
          case "late" -> {
            task.clearInterrupt();
            yield settle(task, work, PluginResult.failure(tookTooLong(task)));
          }
          default -> "unposted";
        };
    String outcome =
        cancelled.isPresent()
            ? "cancelled:" + cancelled.get().name().toLowerCase(Locale.ROOT)
            : result.success() ? "success" : "failure";
    metrics.counter("tasks." + outcome).inc();
    journal.ended(task.session().id(), task.assignment(), start, end, outcome, settled);
  }

  private PluginResult runPlugin(PluginTask work) {
    Timer timer = metrics.timer("plugin." + work.assignment().action().wire());
    try (Timer.Context ignored = timer.time()) {
      return plugins.run(work);
    } catch (InterruptedException e) {
      return PluginResult.failure("Interrupted.");
    } catch (PluginException e) {
      LOG.info("Task {} failed: {}", work.assignment().task(), e.getMessage());
      return PluginResult.failure(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("A plugin broke on task {}", work.assignment().task(), e);
      return PluginResult.failure("The plugin broke: " + e);
    }
  }

  private String settle(RunningTask task, PluginTask work, PluginResult result) {
    TaskResult report =
        new TaskResult(
            task.session().id(),
            task.assignment().token(),
            result.success(),
            result.message(),
            result.addresses(),
            result.properties(),
            result.datacenter(),
            work.stdout().text(),
            work.stdout().dropped(),
            work.stderr().text(),
            work.stderr().dropped(),
            result.credentials());
    try {
      return poster.post(task, report).name().toLowerCase(Locale.ROOT);
    } catch (InterruptedException e) {
      return "unposted";
    }
  }

  private static String tookTooLong(RunningTask task) {
    return "Task "
        + task.assignment().task()
        + " ran longer than its "
        + task.assignment().timeoutMillis()
        + " ms and was ended.";
  }
}
