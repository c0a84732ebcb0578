package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.Problem;
import io.cooperage.client.ApiException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnboardingTest {

  @Test
  void onlyARefusedTokenIsMadeAnew() {
    assertThat(Onboarding.refused(new ApiException(problem(401)))).isTrue();
    assertThatThrownBy(() -> Onboarding.refused(new ApiException(problem(503))))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("503");
  }

  private static Problem problem(int status) {
    return new Problem("", "", status, "", "X", "", "dc1", Optional.empty(), List.of());
  }
}
