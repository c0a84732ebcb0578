package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cooperage.drill.host.Daemon;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that lives is not yet a provisioner that works. */
class ProvisionersTest {

  private static final Datacenter DC1 = new Datacenter(1);

  @TempDir private Path checkout;
  private final ToyApi api = new ToyApi("admin");
  private Daemon process;
  private Provisioners provisioners;

  @BeforeEach
  void start() {
    LabDirectory directory = new LabDirectory(checkout, 3);
    LabSite site =
        new LabSite(
            new LabAddresses(3),
            directory,
            new Secrets(directory.secrets()),
            new Programs(checkout));
    process = directory.daemon("dc1-provisioner");
    process.start(List.of("sleep", "60"), Map.of());
    provisioners =
        new Provisioners(
            site, new RegisteredWorkers(datacenter -> api.client("admin")), Duration.ofMillis(300));
  }

  @AfterEach
  void stop() {
    process.stop(Duration.ofSeconds(5));
    api.close();
  }

  @Test
  void aProvisionerIsWellOnceItsServersListItsWorker() {
    api.register("s1", "another");
    assertThat(provisioners.health(DC1).well()).isFalse();
    assertThatThrownBy(() -> provisioners.awaitReady(DC1))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("provisioner of dc1 runs, but its servers list no worker of it");

    api.register("s2", "dc1-provisioner-1");

    provisioners.awaitReady(DC1);
    assertThat(provisioners.health(DC1).well()).isTrue();
  }

  @Test
  void aSessionThatOutlivedItsProcessDoesNotCount() {
    api.register("s1", "dc1-provisioner-1");
    assertThat(provisioners.health(DC1).well()).isTrue();

    process.stop(Duration.ofSeconds(5));

    assertThat(provisioners.health(DC1).well()).isFalse();
    assertThatThrownBy(() -> provisioners.awaitReady(DC1))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("provisioner of dc1 ended");
  }

  @Test
  void withoutAnAnswerOfItsServersItIsNotWell() {
    api.register("s1", "dc1-provisioner-1");
    api.close();
    assertThat(provisioners.health(DC1).well()).isFalse();
  }
}
