package io.cooperage.drill.host;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something outside this process that does not announce itself. */
public final class Poll {

  private static final Duration INTERVAL = Duration.ofMillis(100);

  private Poll() {}

  /** Asks again and again until {@code condition} holds; false when the time is over. */
  public static boolean until(Duration limit, BooleanSupplier condition) {
    return until(limit, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
        .isPresent();
  }

  /** Asks again and again until there is an answer; empty when the time is over. */
  public static <T> Optional<T> until(Duration limit, Supplier<Optional<T>> question) {
    Optional<T> first = question.get();
    if (first.isPresent()) {
      return first;
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(Poll::daemonThread);
    try {
      scheduler.scheduleWithFixedDelay(
          () -> ask(question, answer),
          INTERVAL.toMillis(),
          INTERVAL.toMillis(),
          TimeUnit.MILLISECONDS);
      return Optional.of(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } finally {
      scheduler.shutdownNow();
    }
  }

  private static <T> void ask(Supplier<Optional<T>> question, CompletableFuture<T> answer) {
    try {
      question.get().ifPresent(answer::complete);
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private static Thread daemonThread(Runnable work) {
    Thread thread = new Thread(work, "poll");
    thread.setDaemon(true);
    return thread;
  }
}
