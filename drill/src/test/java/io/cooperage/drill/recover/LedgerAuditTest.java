package io.cooperage.drill.recover;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.galera.recovery.NodeQueries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerAuditTest {

  @TempDir private Path directory;

  @Test
  void everyNodeIsAskedForEveryAcknowledgedCreateAndForNoOther() throws Exception {
    LedgerAudit audit = LedgerAudit.read(ledger());
    Map<String, String> all = Map.of("42", "shop", "43", "web", "7", "another");

    assertThat(audit.name()).isEqualTo("the ledger's 2 acknowledged creates");
    assertThat(audit.complaints(site(Map.of("dc1", all, "dc2", all)), List.of("dc1", "dc2")))
        .isEmpty();
    assertThat(
            audit.complaints(
                site(Map.of("dc1", all, "dc2", Map.of("42", "shop"))), List.of("dc1", "dc2")))
        .singleElement()
        .asString()
        .contains("operation 2", "dc2", "cluster 00000043 is not in the list");
    assertThat(
            audit.complaints(
                site(Map.of("dc1", Map.of("42", "shop", "43", "other"))), List.of("dc1")))
        .singleElement()
        .asString()
        .contains("another one: other");
    assertThat(audit.complaints(site(Map.of("dc1", Map.of())), List.of("dc1"))).hasSize(2);
  }

  private Path ledger() throws Exception {
    return Files.writeString(
        directory.resolve("ledger.jsonl"),
        create(1, "shop", "00000042", "OK", 201)
            + create(2, "web", "00000043", "OK", 201)
            + create(3, "lost", "00000044", "UNKNOWN", 0));
  }

  private static String create(int op, String name, String cluster, String outcome, int status) {
    String verdict = outcome.equals("OK") ? "OK" : "UNKNOWN";
    return """
        {"type":"invoke","op":%1$d,"clients":"global","kind":"CREATE","key":"k%1$d","name":"%2$s","target":null,"intended":1}
        {"type":"attempt","op":%1$d,"number":1,"sent":1,"ended":2,"verdict":"%6$s","status":%5$d,"code":"x","cluster":"%3$s","job":null,"replayed":false,"datacenter":"dc1","requestId":null,"retryAfter":null,"detail":null}
        {"type":"complete","op":%1$d,"at":2,"outcome":"%4$s"}
        """
        .formatted(op, name, cluster, outcome, status, verdict);
  }

  private static NodeQueries site(Map<String, Map<String, String>> clusters) {
    return (node, query) -> clusters.get(node);
  }
}
