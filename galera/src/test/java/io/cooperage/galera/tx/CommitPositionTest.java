package io.cooperage.galera.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommitPositionTest {

  @Test
  void positionsOfOneCountAreOrderedAndOthersAreNot() {
    CommitPosition at = new CommitPosition("0-1-100");
    assertThat(at.isAfter(at)).isFalse();
    assertThat(at.isAfter(new CommitPosition("0-1-99"))).isTrue();
    assertThat(at.isAfter(new CommitPosition("0-1-101"))).isFalse();
    assertThat(at.isAfter(new CommitPosition("0-2-5"))).isFalse();
    assertThat(at.isAfter(new CommitPosition("1-1-5"))).isFalse();
  }

  @Test
  void whatAClientSendsIsChecked() {
    assertThatThrownBy(() -> new CommitPosition("0-1-1'; DROP"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must look like 0-1-42");
  }
}
