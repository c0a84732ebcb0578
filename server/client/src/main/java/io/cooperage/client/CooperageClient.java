package io.cooperage.client;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/**
 * The API, one accessor per noun. Calls block until they are answered or the deadline is over, and
 * throw {@link ApiException} or {@link UnreachableException}. Thread-safe; make one and keep it.
 */
public final class CooperageClient {
  private final Transport transport;

  public CooperageClient(ClientConfig config) {
    this.transport = new Transport(config);
  }

  public CooperageClient(URI url, String token) {
    this(ClientConfig.of(url, token));
  }

  public Clusters clusters() {
    return new Clusters(transport);
  }

  public Jobs jobs() {
    return new Jobs(transport);
  }

  public Tasks tasks() {
    return new Tasks(transport);
  }

  public Catalog catalog() {
    return new Catalog(transport);
  }

  public Workers workers() {
    return new Workers(transport);
  }

  public Pools pools() {
    return new Pools(transport);
  }

  public Resources resources() {
    return new Resources(transport);
  }

  public Tenants tenants() {
    return new Tenants(transport);
  }

  public Tokens tokens() {
    return new Tokens(transport);
  }

  public Events events() {
    return new Events(transport);
  }

  public Webhooks webhooks() {
    return new Webhooks(transport);
  }

  public Usage usage() {
    return new Usage(transport);
  }

  public Audits audits() {
    return new Audits(transport);
  }

  public Datacenters datacenters() {
    return new Datacenters(transport);
  }

  public Server server() {
    return new Server(transport);
  }

  /** Any call, with its headers: {@code byte[].class} gives the body as it came. */
  public <T> Answer<T> call(Call call, Class<T> type) {
    return Transport.await(callAsync(call, type));
  }

  /** The same without blocking; fails with {@link ApiException} or {@link UnreachableException}. */
  public <T> CompletableFuture<Answer<T>> callAsync(Call call, Class<T> type) {
    return transport.send(call, ClientJson.type(type));
  }
}
