package io.cooperage.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/**
 * What the server that answers says of itself. None of it needs a token, and none is asked for
 * twice: what cannot serve says so with {@link ApiException}, or not at all.
 */
public final class Server {
  private final Transport transport;

  Server(Transport transport) {
    this.transport = transport;
  }

  /** Its process answers: {@code live}. */
  public String live() {
    return status("/health/live");
  }

  /** It can serve: {@code ready}. */
  public String ready() {
    return status("/health/ready");
  }

  /** Its datacenter should get requests: {@code up}. */
  public String datacenter() {
    return status("/health/dc");
  }

  /** All that it knows, whatever it is. */
  public JsonNode health() {
    return transport.ask(Call.ofServer("/health/deep"), JsonNode.class);
  }

  /** In the Prometheus text format. */
  public String metrics() {
    Call call = Call.ofServer("/metrics").header("Accept", "text/plain, application/problem+json");
    return new String(transport.ask(call, byte[].class), StandardCharsets.UTF_8);
  }

  /** The OpenAPI document. */
  public JsonNode openApi() {
    return transport.ask(Call.ofServer("/v3/openapi.json"), JsonNode.class);
  }

  private String status(String path) {
    return transport.ask(Call.ofServer(path), JsonNode.class).path("status").asText();
  }
}
