package io.cooperage.server.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cooperage.server.web.Json;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AuditTableTest {
  @Test
  void theTableHasEveryOperationThatChangesSomething() throws Exception {
    Set<String> told = new TreeSet<>(AuditTable.operations());
    told.addAll(AuditTable.OF_WORKERS);
    told.addAll(AuditTable.READS);
    assertThat(told).isEqualTo(changing());
  }

  private static Set<String> changing() throws Exception {
    JsonNode document = Json.MAPPER.readTree(Path.of("../../docs/reference/openapi.json").toFile());
    Set<String> found = new TreeSet<>();
    for (JsonNode path : document.get("paths")) {
      path.fields()
          .forEachRemaining(
              verb -> {
                if (Set.of("post", "put", "patch", "delete").contains(verb.getKey())) {
                  found.add(verb.getValue().get("operationId").textValue());
                }
              });
    }
    return found;
  }
}
