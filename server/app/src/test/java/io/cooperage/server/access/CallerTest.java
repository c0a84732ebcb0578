package io.cooperage.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.api.Role;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallerTest {
  @Test
  void aUserMaySeeOnlyHisOwn() {
    Caller ann = new Caller("t", "ann", Role.USER, "r");
    assertThat(ann.maySee("t", "ann")).isTrue();
    assertThat(ann.maySee("t", "bob")).isFalse();
    assertThat(ann.maySee("other", "ann")).isFalse();
    assertThat(ann.onlyOwner()).isEqualTo(Optional.of("ann"));
  }

  @Test
  void anAdministratorSeesHisTenantAndASuperadminAll() {
    Caller boss = new Caller("t", "boss", Role.ADMIN, "r");
    assertThat(boss.maySee("t", "bob")).isTrue();
    assertThat(boss.maySee("other", "bob")).isFalse();
    Caller root = new Caller("superadmin", "root", Role.SUPERADMIN, "r");
    assertThat(root.maySee("t", "bob")).isTrue();
    assertThat(root.onlyOwner()).isEmpty();
  }
}
