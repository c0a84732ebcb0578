package io.cooperage.server.webhook;

import io.dropwizard.util.Duration;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages. Follows no redirect, reads no more of an answer than is kept, and no attempt
 * takes longer than the time-out, however slowly the receiver answers; a receiver that hangs costs
 * a connection and no thread. Thread-safe.
 */
final class Sender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final TimeValue IDLE = TimeValue.ofSeconds(30);

  private final Targets targets;
  private final Executor names;
  private final Duration timeout;
  private final CloseableHttpAsyncClient client;

  /**
   * @param names where names are looked up, which may block
   */
  Sender(Targets targets, Executor names, WebhookConfig config) {
    this.targets = targets;
    this.names = names;
    this.timeout = config.timeout();
    Timeout patience = Timeout.ofMilliseconds(timeout.toMilliseconds());
    this.client =
        HttpAsyncClients.custom()
            .setConnectionManager(
                PoolingAsyncClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(2 * config.maxConcurrent())
                    .setMaxConnPerRoute(config.maxConcurrent())
                    .setDefaultTlsConfig(
                        TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(patience)
                            .setSocketTimeout(patience)
                            .build())
                    .build())
            .evictIdleConnections(IDLE)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent("Cooperage-Webhooks/1")
            .setIoReactorExceptionCallback(e -> LOG.debug("while sending webhooks", e))
            .build();
    client.start();
  }

  /** Never fails: what goes wrong is in the receipt. */
  CompletableFuture<Receipt> send(Message message) {
    long began = System.nanoTime();
    Exchange exchange = new Exchange();
    return address(message.url())
        .thenCompose(address -> exchange.begin(message, address))
        .orTimeout(timeout.toMilliseconds(), TimeUnit.MILLISECONDS)
        .handle(
            (answer, failure) -> {
              int millis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
              if (failure == null) {
                return new Receipt(answer.status(), millis, answer.text());
              }
              exchange.cancel();
              return new Receipt(0, millis, why(failure));
            });
  }

  private CompletableFuture<InetAddress> address(URI url) {
    try {
      return CompletableFuture.supplyAsync(() -> find(url), names);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private InetAddress find(URI url) {
    try {
      return targets.find(url);
    } catch (UnknownHostException e) {
      throw new UnreachableTargetException(e);
    }
  }

  private String why(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TimeoutException) {
      return "no answer within " + timeout;
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /** A name that leads nowhere, or where it must not. */
  private static final class UnreachableTargetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreachableTargetException(UnknownHostException cause) {
      super(cause);
    }
  }

  private record Answer(int status, String text) {}

  /** One request, which can be given up. */
  private final class Exchange {
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private Future<Answer> running;
    private boolean cancelled;

    synchronized CompletableFuture<Answer> begin(Message message, InetAddress address) {
      if (!cancelled) {
        URI url = message.url();
        boolean secure = url.getScheme().equals("https");
        int standard = secure ? 443 : 80;
        HttpHost host =
            new HttpHost(
                url.getScheme(),
                address,
                url.getHost(),
                url.getPort() < 0 ? standard : url.getPort());
        running =
            client.execute(
                host,
                SimpleRequestProducer.create(request(message)),
                new Beginning(),
                null,
                null,
                new Completion(answer));
      }
      return answer;
    }

    synchronized void cancel() {
      cancelled = true;
      if (running != null) {
        running.cancel(true);
      }
    }

    private SimpleHttpRequest request(Message message) {
      return SimpleRequestBuilder.post(message.url())
          .addHeader("webhook-id", message.id())
          .addHeader("webhook-timestamp", Long.toString(message.timestamp()))
          .addHeader("webhook-signature", message.signature())
          .setBody(message.body(), ContentType.APPLICATION_JSON)
          .build();
    }
  }

  private record Completion(CompletableFuture<Answer> future) implements FutureCallback<Answer> {
    @Override
    public void completed(Answer answer) {
      future.complete(answer);
    }

    @Override
    public void failed(Exception e) {
      future.completeExceptionally(e);
    }

    @Override
    public void cancelled() {
      future.cancel(false);
    }
  }

  /** Keeps the beginning of an answer and lets the rest pass by. */
  private static final class Beginning extends AbstractBinResponseConsumer<Answer> {
    private static final int KEPT = 1024;
    private final ByteBuffer kept = ByteBuffer.allocate(KEPT);
    private int status;

    @Override
    protected void start(HttpResponse response, ContentType contentType) {
      status = response.getCode();
    }

    @Override
    protected int capacityIncrement() {
      return KEPT;
    }

    @Override
    protected void data(ByteBuffer source, boolean endOfStream) {
      while (source.hasRemaining() && kept.hasRemaining()) {
        kept.put(source.get());
      }
      source.position(source.limit());
    }

    @Override
    protected Answer buildResult() {
      String text = new String(kept.array(), 0, kept.position(), StandardCharsets.UTF_8);
      return new Answer(status, text.replaceAll("[\\p{Cntrl}\uFFFD]+", " ").strip());
    }

    @Override
    public void releaseResources() {
      kept.clear();
    }
  }
}
