package io.cooperage.client;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The attempts of one call. One attempt is under way at a time. */
final class Attempts {
  private static final Set<Integer> COME_BACK = Set.of(429, 502, 503, 504);

  private final Transport transport;
  private final Call call;
  private final RetryPolicy retry;
  private final long deadlineNanos;
  private final CompletableFuture<Answer<byte[]>> result = new CompletableFuture<>();
  private volatile CompletableFuture<HttpResponse<byte[]>> current;
  private volatile int attempts;
  private volatile Optional<ApiException> lastRefusal = Optional.empty();

  Attempts(Transport transport, Call call) {
    this.transport = transport;
    this.call = call;
    this.retry = transport.config().retry();
    Duration patience = transport.config().deadline();
    Duration oneAttempt = call.attemptTimeout().orElse(transport.config().attemptTimeout());
    this.deadlineNanos =
        System.nanoTime()
            + (patience.compareTo(oneAttempt) < 0 && call.attemptTimeout().isPresent()
                    ? oneAttempt
                    : patience)
                .toNanos();
  }

  CompletableFuture<Answer<byte[]>> start() {
    result.whenComplete((answer, failure) -> cancelIfAsked());
    attempt();
    return result;
  }

  private void cancelIfAsked() {
    CompletableFuture<HttpResponse<byte[]>> running = current;
    if (result.isCancelled() && running != null) {
      running.cancel(true);
    }
  }

  /** A request that cannot even be made, say for a token with a line break, ends the call too. */
  private void attempt() {
    try {
      if (!result.isDone()) {
        send();
      }
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private void send() {
    attempts++;
    Duration limit = call.attemptTimeout().orElse(transport.config().attemptTimeout());
    Duration timeout = Duration.ofNanos(Math.max(1, Math.min(limit.toNanos(), remaining())));
    current =
        transport
            .http()
            .sendAsync(transport.request(call, timeout), HttpResponse.BodyHandlers.ofByteArray());
    current.whenComplete(
        (response, failure) -> {
          if (failure == null) {
            answered(response);
          } else {
            failed(failure instanceof CompletionException ? failure.getCause() : failure);
          }
        });
    cancelIfAsked();
  }

  private void answered(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      result.complete(new Answer<>(status, response.headers(), attempts, response.body()));
      return;
    }
    ApiException refusal = new ApiException(Problems.read(call, response));
    boolean comeBack =
        COME_BACK.contains(status) || refusal.problem().code().equals("idempotency_in_progress");
    lastRefusal = Optional.of(refusal);
    if (!comeBack || !call.repeatable() || !again(Problems.retryAfter(response))) {
      result.completeExceptionally(refusal);
    }
  }

  private void failed(Throwable failure) {
    boolean neverSent =
        failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
    if (!neverSent) {
      // It may have had an effect: what was said before is no answer to the call any more.
      lastRefusal = Optional.empty();
    }
    if ((!neverSent && !call.repeatable()) || !again(Duration.ZERO)) {
      // What the last attempt could not even ask, the one before it was told.
      result.completeExceptionally(
          lastRefusal
              .filter(refusal -> neverSent)
              .<RuntimeException>map(refusal -> refusal)
              .orElseGet(() -> unreachable(failure)));
    }
  }

  private UnreachableException unreachable(Throwable failure) {
    return new UnreachableException(
        "No answer from "
            + transport.config().url()
            + " to "
            + call
            + " after "
            + attempts
            + (attempts == 1 ? " attempt: " : " attempts: ")
            + failure,
        failure);
  }

  /** Schedules the next attempt, if there is time for one. */
  private boolean again(Duration retryAfter) {
    Duration pause = retry.pauseAfter(attempts, retryAfter);
    if (attempts >= retry.maxAttempts() || pause.toNanos() >= remaining()) {
      return false;
    }
    Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    later.execute(this::attempt);
    return true;
  }

  private long remaining() {
    return deadlineNanos - System.nanoTime();
  }
}
