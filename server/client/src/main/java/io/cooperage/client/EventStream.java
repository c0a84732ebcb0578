package io.cooperage.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cooperage.api.EventView;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Reads server-sent events across broken connections. A connection that is silent for longer than
 * {@code silence} counts as broken: servers send comments as a sign of life.
 */
final class EventStream {
  private final Transport transport;
  private final EventSelection selection;
  private final Predicate<EventView> listener;
  private final Duration silence;
  private Optional<Long> position;
  private long lastAnswerNanos = System.nanoTime();
  private int failures;

  EventStream(
      Transport transport,
      EventSelection selection,
      Optional<Long> position,
      Predicate<EventView> listener,
      Duration silence) {
    this.transport = transport;
    this.selection = selection;
    this.position = position;
    this.listener = listener;
    this.silence = silence;
  }

  void follow() {
    try {
      boolean wanted = true;
      while (wanted) {
        wanted = readOneConnection();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean readOneConnection() throws InterruptedException {
    Lines lines = new Lines();
    CompletableFuture<HttpResponse<Void>> exchange =
        transport.http().sendAsync(request(), info -> subscriber(info, lines));
    exchange.whenComplete((response, failure) -> lines.end(failure));
    try {
      return read(lines, exchange);
    } finally {
      exchange.cancel(true);
    }
  }

  private HttpRequest request() {
    Call call = selection.of(Call.get("events")).header("Accept", "text/event-stream");
    Call resumed =
        position.map(last -> call.header("Last-Event-ID", Long.toString(last))).orElse(call);
    return transport.request(resumed, transport.config().attemptTimeout());
  }

  private static HttpResponse.BodySubscriber<Void> subscriber(
      HttpResponse.ResponseInfo info, Lines lines) {
    lines.status = info.statusCode();
    return HttpResponse.BodySubscribers.fromLineSubscriber(
        lines, ignored -> null, StandardCharsets.UTF_8, null);
  }

  private boolean read(Lines lines, CompletableFuture<HttpResponse<Void>> exchange)
      throws InterruptedException {
    StringBuilder data = new StringBuilder();
    Optional<Long> id = Optional.empty();
    while (true) {
      String line = lines.queue.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null || line.equals(Lines.END)) {
        pause(lines, exchange);
        return true;
      }
      if (lines.status != 200) {
        data.append(line);
      } else if (line.startsWith("data:")) {
        data.append(line.substring(5).stripLeading());
      } else if (line.isEmpty() && !data.isEmpty()) {
        if (!deliver(data.toString())) {
          return false;
        }
        data.setLength(0);
      } else if (line.startsWith("id:")) {
        id = Optional.of(Long.parseLong(line.substring(3).strip()));
      } else if (line.isEmpty()) {
        // A sign of life says how far we are, if there was nothing for us.
        position = id.or(() -> position);
      }
      alive(lines.status);
    }
  }

  private void alive(int status) {
    if (status == 200) {
      lastAnswerNanos = System.nanoTime();
      failures = 0;
    }
  }

  private boolean deliver(String data) {
    try {
      EventView event = ClientJson.MAPPER.readValue(data, EventView.class);
      position = Optional.of(event.position());
      return listener.test(event);
    } catch (JsonProcessingException e) {
      throw new UnreachableException("An event is not in the JSON expected: " + data, e);
    }
  }

  /** Waits before the next connection; gives up when refused for good or silent for too long. */
  private void pause(Lines lines, CompletableFuture<HttpResponse<Void>> exchange)
      throws InterruptedException {
    if (lines.status >= 400 && lines.status < 500 && lines.status != 429) {
      // The plain call says why, as a problem.
      transport.tell(
          selection
              .of(Call.get("events"))
              .query("limit", 1)
              .query("after", position)
              .header("Accept", "application/json"));
    }
    Duration quiet = Duration.ofNanos(System.nanoTime() - lastAnswerNanos);
    if (quiet.compareTo(transport.config().deadline().plus(silence)) > 0) {
      throw new UnreachableException(
          "No events from " + transport.config().url() + " for " + quiet.toSeconds() + " s",
          failure(exchange));
    }
    Duration pause = transport.config().retry().pauseAfter(++failures, Duration.ZERO);
    new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Throwable failure(CompletableFuture<?> exchange) {
    if (!exchange.isCompletedExceptionally()) {
      return null;
    }
    try {
      exchange.join();
      return null;
    } catch (CompletionException e) {
      return e.getCause();
    }
  }

  /** The lines of one connection, as they come. */
  private static final class Lines implements Flow.Subscriber<String> {
    static final String END = "\u0000end";
    final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    volatile int status;

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      queue.add(line);
    }

    @Override
    public void onError(Throwable failure) {
      end(failure);
    }

    @Override
    public void onComplete() {
      end(null);
    }

    void end(Throwable failure) {
      queue.add(END);
    }
  }
}
