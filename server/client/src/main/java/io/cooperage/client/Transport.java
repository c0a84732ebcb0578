package io.cooperage.client;

import com.fasterxml.jackson.databind.JavaType;
import io.cooperage.api.Page;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Sends calls and reads their answers. Thread-safe. */
final class Transport {
  private final ClientConfig config;
  private final HttpClient http;
  private final String base;

  Transport(ClientConfig config) {
    this.config = config;
    this.base = config.url().toString().replaceAll("/+$", "");
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.connectTimeout())
            .build();
  }

  ClientConfig config() {
    return config;
  }

  HttpClient http() {
    return http;
  }

  <T> T ask(Call call, Class<T> type) {
    return await(this.<T>send(call, ClientJson.type(type))).body();
  }

  <T> Page<T> page(Call call, int limit, Optional<String> after, Class<T> item) {
    return page(call.query("limit", limit).query("after", after), item);
  }

  <T> Page<T> page(Call call, Class<T> item) {
    return await(this.<Page<T>>send(call, ClientJson.pageOf(item))).body();
  }

  /** Asks for something of which only success or failure matters. */
  void tell(Call call) {
    await(sendRaw(call));
  }

  <T> CompletableFuture<Answer<T>> send(Call call, JavaType type) {
    CompletableFuture<Answer<byte[]>> raw = sendRaw(call);
    CompletableFuture<Answer<T>> typed = raw.thenApply(answer -> decode(call, answer, type));
    typed.whenComplete(
        (answer, failure) -> {
          if (typed.isCancelled()) {
            raw.cancel(true);
          }
        });
    return typed;
  }

  CompletableFuture<Answer<byte[]>> sendRaw(Call call) {
    return new Attempts(this, call).start();
  }

  HttpRequest request(Call call, Duration timeout) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + call.target()))
            .timeout(timeout)
            .header("Authorization", "Bearer " + config.token());
    if (!call.headers().containsKey("Accept")) {
      builder.header("Accept", "application/json, application/problem+json");
    }
    call.headers().forEach(builder::setHeader);
    return builder
        .method(
            call.method(),
            call.body()
                .map(HttpRequest.BodyPublishers::ofByteArray)
                .orElse(HttpRequest.BodyPublishers.noBody()))
        .build();
  }

  private static <T> Answer<T> decode(Call call, Answer<byte[]> answer, JavaType type) {
    try {
      return type.hasRawClass(byte[].class)
          ? cast(answer)
          : new Answer<>(
              answer.status(),
              answer.headers(),
              answer.attempts(),
              ClientJson.read(answer.body(), type));
    } catch (IOException e) {
      throw new UnreachableException(
          call
              + " was answered "
              + answer.status()
              + ", but not in the JSON expected: "
              + e.getMessage(),
          e);
    }
  }

  @SuppressWarnings("unchecked") // only for T = byte[]
  private static <T> Answer<T> cast(Answer<byte[]> answer) {
    return (Answer<T>) answer;
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new UnreachableException("Interrupted while waiting for the answer", e);
    } catch (CancellationException e) {
      throw new UnreachableException("Cancelled while waiting for the answer", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new UnreachableException("The call failed: " + e.getCause(), e.getCause());
    }
  }
}
