package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.api.Problem;
import io.cooperage.client.ApiException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnboardingTest {

  @TempDir private Path checkout;

  @Test
  void onlyARefusedTokenIsMadeAnew() {
    assertThat(Onboarding.refused(new ApiException(problem(401)))).isTrue();
    assertThatThrownBy(() -> Onboarding.refused(new ApiException(problem(503))))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("503");
  }

  @Test
  void aRefusedTokenOfTheProvisionersIsMadeAnew() {
    try (ToyApi api = new ToyApi("admin", "known")) {
      Secrets secrets = new Secrets(checkout.resolve("secrets"));
      secrets.store(Secrets.Word.ADMIN_TOKEN, "admin");
      LabSite site =
          new LabSite(
              new LabAddresses(3), new LabDirectory(checkout, 3), secrets, new Programs(checkout));
      Onboarding onboarding = new Onboarding(site, new LabParts(site), api::client);

      secrets.store(Secrets.Word.PROVISIONER_TOKEN, "known");
      assertThat(onboarding.provisionerToken(false)).isFalse();
      secrets.store(Secrets.Word.PROVISIONER_TOKEN, "of another database");
      assertThat(onboarding.provisionerToken(false)).isTrue();

      assertThat(secrets.find(Secrets.Word.PROVISIONER_TOKEN)).contains(ToyApi.FRESH);
      assertThat(onboarding.provisionerToken(false)).isFalse();
    }
  }

  private static Problem problem(int status) {
    return new Problem("", "", status, "", "X", "", "dc1", Optional.empty(), List.of());
  }
}
