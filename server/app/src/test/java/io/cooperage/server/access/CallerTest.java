package io.cooperage.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import io.cooperage.server.web.ProblemException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallerTest {
  @Test
  void aMemberReachesOnlyHisOwn() {
    Caller ann = caller("ann", Role.MEMBER);
    assertThat(ann.maySee("t", "ann")).isTrue();
    assertThat(ann.mayChange("t", "ann")).isTrue();
    assertThat(ann.maySee("t", "bob")).isFalse();
    assertThat(ann.mayChange("t", "bob")).isFalse();
    assertThat(ann.maySee("other", "ann")).isFalse();
    assertThat(ann.onlyTenant()).isEqualTo(Optional.of("t"));
    assertThat(ann.onlyOwner()).isEqualTo(Optional.of("ann"));
  }

  @ParameterizedTest
  @EnumSource(names = {"ADMIN", "OPERATOR"})
  void whoRunsATenantReachesAllOfItAndNoMore(Role role) {
    Caller boss = caller("boss", role);
    assertThat(boss.maySee("t", "bob")).isTrue();
    assertThat(boss.mayChange("t", "bob")).isTrue();
    assertThat(boss.maySee("other", "bob")).isFalse();
    assertThat(boss.mayChange("other", "boss")).isFalse();
    assertThat(boss.onlyOwner()).isEmpty();
  }

  @Test
  void aViewerSeesItsTenantAndChangesNothing() {
    Caller viewer = caller("eve", Role.VIEWER);
    assertThat(viewer.maySee("t", "bob")).isTrue();
    assertThat(viewer.mayChange("t", "bob")).isFalse();
    assertThat(viewer.mayChange("t", "eve")).isFalse();
    assertThat(viewer.maySee("other", "eve")).isFalse();
    assertThat(viewer.scopes()).noneMatch(scope -> scope.wire().endsWith(":write"));
  }

  @Test
  void aSuperadminReachesAll() {
    Caller root = new Caller("superadmin", "root", Role.SUPERADMIN, "r");
    assertThat(root.mayChange("t", "bob")).isTrue();
    assertThat(root.onlyTenant()).isEmpty();
    assertThat(root.onlyOwner()).isEmpty();
    assertThat(root.scopes()).isEqualTo(EnumSet.allOf(Scope.class));
  }

  @Test
  void aTokenHasNoScopeBeyondItsRole() {
    Caller narrow =
        new Caller(
            "t",
            "ann",
            Role.VIEWER,
            Set.of(Scope.CLUSTERS_READ, Scope.CLUSTERS_WRITE),
            Optional.empty(),
            "r");
    assertThat(narrow.scopes()).containsExactly(Scope.CLUSTERS_READ);
    assertThatThrownBy(() -> narrow.mustHave(Scope.CATALOG_READ, Scope.WORK))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("catalog:read or work")
        .hasMessageContaining("with that scope");
  }

  private static Caller caller(String user, Role role) {
    return new Caller("t", user, role, "r");
  }
}
