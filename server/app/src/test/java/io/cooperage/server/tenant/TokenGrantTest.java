package io.cooperage.server.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.Role;
import io.cooperage.api.Scope;
import io.cooperage.api.TokenView;
import io.cooperage.server.access.Caller;
import io.cooperage.server.web.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenGrantTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void nobodyMakesATokenThatMayMoreThanHisOwn() {
    for (Role mine : Role.values()) {
      Caller by = new Caller("t", "ann", mine, "r");
      for (Role role : Role.values()) {
        boolean made = mayMake(by, token("t", "ann", role, Scope.of(role)));
        boolean covered = by.scopes().containsAll(Scope.of(role));
        assertThat(!made || covered).as("%s makes %s", mine, role).isTrue();
      }
      assertThat(mayMake(by, token("t", "ann", mine, Scope.of(mine)))).as("%s", mine).isTrue();
    }
  }

  @Test
  void aMemberMakesNoTokenThatSeesMoreThanHisOwn() {
    Caller ann = new Caller("t", "ann", Role.MEMBER, "r");
    assertThat(mayMake(ann, token("t", "ann", Role.VIEWER, Scope.of(Role.VIEWER)))).isFalse();
    assertThat(mayMake(ann, token("t", "bob", Role.MEMBER, Scope.of(Role.MEMBER)))).isFalse();
  }

  @Test
  void anAdministratorMakesTokensOfHisTenantsPeopleOnly() {
    Caller boss = new Caller("t", "boss", Role.ADMIN, "r");
    assertThat(Arrays.stream(Role.values()).filter(role -> mayMake(boss, token("t", "x", role))))
        .containsExactly(Role.ADMIN, Role.OPERATOR, Role.MEMBER, Role.VIEWER);
    assertThat(mayMake(boss, token("other", "x", Role.VIEWER))).isFalse();
  }

  @Test
  void aNarrowTokenMakesOnlyNarrowerOnes() {
    Set<Scope> narrow = EnumSet.of(Scope.TOKENS, Scope.CLUSTERS_READ);
    Caller boss = new Caller("t", "boss", Role.ADMIN, narrow, Optional.empty(), "r");
    assertThat(mayMake(boss, token("t", "x", Role.MEMBER, Set.of(Scope.CLUSTERS_READ)))).isTrue();
    assertThatThrownBy(() -> TokenGrant.requireSecret(boss, token("t", "x", Role.MEMBER)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("clusters:write")
        .hasMessageContaining("some of clusters:read, tokens");
  }

  @Test
  void aTokenThatEndsMakesNoneThatLastsLonger() {
    Caller by = new Caller("t", "a", Role.ADMIN, Scope.of(Role.ADMIN), Optional.of(NOON), "r");
    assertThatThrownBy(() -> TokenGrant.requireSecret(by, until(Optional.empty())))
        .hasMessageContaining("2026-01-01T12:00:00Z");
    assertThatThrownBy(() -> TokenGrant.requireSecret(by, until(Optional.of(NOON.plusMillis(1)))))
        .isInstanceOf(ProblemException.class);
    assertThatCode(() -> TokenGrant.requireSecret(by, until(Optional.of(NOON))))
        .doesNotThrowAnyException();
    assertThatCode(() -> TokenGrant.require(by, until(Optional.empty())))
        .as("but ends it")
        .doesNotThrowAnyException();
  }

  @Test
  void aScopeThatTheRoleDoesNotHaveIsRefused() {
    TokenView token = token("t", "a", Role.VIEWER, Set.of(Scope.CLUSTERS_WRITE));
    assertThatThrownBy(() -> TokenGrant.requirePossible(token, Optional.of(token.scopes())))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("clusters:write")
        .hasMessageContaining("for role viewer");
    assertThatThrownBy(() -> TokenGrant.requirePossible(token, Optional.of(Set.of())))
        .isInstanceOf(ProblemException.class);
  }

  private static boolean mayMake(Caller by, TokenView token) {
    try {
      TokenGrant.requireSecret(by, token);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  private static TokenView token(String tenant, String user, Role role) {
    return token(tenant, user, role, Scope.of(role));
  }

  private static TokenView token(String tenant, String user, Role role, Set<Scope> scopes) {
    return new TokenView(
        "i",
        "n",
        tenant,
        user,
        role,
        scopes,
        NOON,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static TokenView until(Optional<Instant> end) {
    return new TokenView(
        "i",
        "n",
        "t",
        "a",
        Role.VIEWER,
        Scope.of(Role.VIEWER),
        NOON,
        end,
        Optional.empty(),
        Optional.empty());
  }
}
