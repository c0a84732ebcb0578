package io.cooperage.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/access.md says of each operation who may call it. A new operation needs its line
 * there; the failure prints it.
 */
class AccessLintTest {
  @Test
  void thePageSaysOfEachOperationWhoMayCallIt() throws Exception {
    List<String> expected = new ArrayList<>();
    JsonNode document =
        new ObjectMapper().readTree(Path.of("../../docs/reference/openapi.json").toFile());
    document.get("paths").forEach(path -> path.forEach(one -> row(one).ifPresent(expected::add)));
    assertThat(rows("operation")).containsExactlyElementsOf(expected.stream().sorted().toList());
  }

  @Test
  void thePageSaysWhichRolesHaveWhichScopes() throws Exception {
    List<String> expected =
        Arrays.stream(Scope.values())
            .map(scope -> "| `" + scope.wire() + "` |" + marks(List.of(scope)))
            .toList();
    assertThat(rows("scope").stream().map(row -> row.replaceFirst("[^|]*\\|$", "")))
        .containsExactlyElementsOf(expected);
  }

  private static Optional<String> row(JsonNode operation) {
    JsonNode scopes = operation.get("x-scopes");
    if (scopes == null) {
      return Optional.empty();
    }
    List<Scope> needs =
        StreamSupport.stream(scopes.spliterator(), false)
            .map(scope -> Scope.parse(scope.textValue()))
            .toList();
    return Optional.of(
        "| `%s` | %s |%s"
            .formatted(
                operation.get("operationId").textValue(),
                needs.stream()
                    .map(scope -> "`" + scope.wire() + "`")
                    .collect(Collectors.joining(" or ")),
                marks(needs)));
  }

  private static String marks(List<Scope> scopes) {
    return Arrays.stream(Role.values())
        .map(role -> scopes.stream().anyMatch(scope -> scope.roles().contains(role)))
        .map(may -> may ? " yes |" : " – |")
        .collect(Collectors.joining());
  }

  /** The lines of the table whose first heading is {@code heading}. */
  private static List<String> rows(String heading) throws Exception {
    return Files.readAllLines(Path.of("../../docs/reference/access.md")).stream()
        .dropWhile(line -> !line.startsWith("| " + heading + " |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }
}
