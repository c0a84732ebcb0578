package io.cooperage.drill.load;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * HTTP/1.1 without hidden repetitions: what the ledger calls one request went out at most once.
 * Thread-safe.
 */
final class HttpDoor implements Door {

  static {
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    System.setProperty("jdk.httpclient.keepalive.timeout", "3");
  }

  private final HttpClient client;
  private final String token;
  private final Duration timeout;

  HttpDoor(String token, Duration connectTimeout, Duration timeout, Executor executor) {
    this.token = token;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .executor(executor)
            .build();
  }

  @Override
  public CompletableFuture<Reply> send(Call call) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri())
            .timeout(timeout)
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + token);
    call.key().ifPresent(key -> request.header("Idempotency-Key", key));
    call.body().ifPresent(body -> request.header("Content-Type", "application/json"));
    request.method(
        call.method(),
        call.body()
            .map(HttpRequest.BodyPublishers::ofString)
            .orElseGet(HttpRequest.BodyPublishers::noBody));
    return client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .orTimeout(timeout.toMillis() + 500, TimeUnit.MILLISECONDS)
        .handle(
            (response, failure) ->
                failure == null
                    ? Classification.answer(
                        response.statusCode(), response.headers(), response.body())
                    : Classification.failure(cause(failure)));
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
