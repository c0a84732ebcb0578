package io.cooperage.drill.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cooperage.drill.history.DrillJson;
import io.cooperage.drill.history.OperationKind;
import java.net.URI;
import java.util.Optional;

/** What a client is about to do; {@code template} and {@code machines} are for creates. */
record Intent(
    OperationKind kind,
    Optional<String> name,
    String template,
    int machines,
    Optional<String> target) {

  static Intent create(String name, String template, int machines) {
    return new Intent(
        OperationKind.CREATE, Optional.of(name), template, machines, Optional.empty());
  }

  static Intent on(OperationKind kind, String target) {
    return new Intent(kind, Optional.empty(), "", 0, Optional.of(target));
  }

  static Intent list() {
    return new Intent(OperationKind.LIST, Optional.empty(), "", 0, Optional.empty());
  }

  Call call(URI base, Optional<String> key) {
    return switch (kind) {
      case CREATE -> new Call("POST", base.resolve("/v3/clusters"), key, Optional.of(body()));
      case DELETE -> new Call("DELETE", cluster(base), key, Optional.empty());
      case GET -> new Call("GET", cluster(base), key, Optional.empty());
      case LIST -> new Call("GET", base.resolve("/v3/clusters?limit=20"), key, Optional.empty());
    };
  }

  private URI cluster(URI base) {
    return base.resolve("/v3/clusters/" + target.orElseThrow());
  }

  private String body() {
    ObjectNode body = DrillJson.MAPPER.createObjectNode();
    body.put("name", name.orElseThrow());
    body.put("clusterTemplate", template).put("numMachines", machines);
    return body.toString();
  }
}
