package io.cooperage.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/access.md says of each operation who may call it. A new operation needs its line
 * there; the failure prints it.
 */
class AccessLintTest {
  @Test
  void thePageSaysOfEachOperationWhoMayCallIt() throws Exception {
    List<String> expected =
        ApiOperation.all().stream()
            .map(one -> "| `" + one.id() + "` | " + one.needs() + " |" + marks(one.scopes()))
            .sorted()
            .toList();
    assertThat(AccessPage.rows("operation")).containsExactlyElementsOf(expected);
  }

  @Test
  void thePageSaysWhichRolesHaveWhichScopes() throws Exception {
    List<String> expected =
        Arrays.stream(Scope.values())
            .map(scope -> "| `" + scope.wire() + "` |" + marks(List.of(scope)))
            .toList();
    assertThat(AccessPage.rows("scope").stream().map(row -> row.replaceFirst("[^|]*\\|$", "")))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void theTestOfForeignThingsKnowsAllThings() throws Exception {
    List<String> unknown =
        ApiOperation.all().stream()
            .filter(ApiOperation::isOfTenants)
            .map(ApiOperation::path)
            .filter(path -> TenantThings.ABSENT.at(path).contains("{"))
            .toList();
    assertThat(unknown)
        .as("give TenantThings a thing of another tenant for each parameter of these paths")
        .isEmpty();
  }

  private static String marks(List<Scope> scopes) {
    return Arrays.stream(Role.values())
        .map(role -> scopes.stream().anyMatch(scope -> scope.roles().contains(role)))
        .map(may -> may ? " yes |" : " – |")
        .collect(Collectors.joining());
  }
}
