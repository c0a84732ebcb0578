package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cooperage.drill.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir private Path directory;

  @Test
  void areMadeOnceAndReadByTheirOwnerOnly() throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/bin/ssh-keygen")));
    Secrets secrets = new Secrets(directory.resolve("secrets"));
    secrets.prepare(new LabAddresses(0));
    String password = secrets.password(Secrets.Word.DATABASE_APPLICATION);
    String certificate = Files.readString(secrets.certificate(new Datacenter(1)));
    secrets.prepare(new LabAddresses(0));

    assertThat(secrets.password(Secrets.Word.DATABASE_APPLICATION)).isEqualTo(password);
    assertThat(Files.readString(secrets.certificate(new Datacenter(1)))).isEqualTo(certificate);
    try (Stream<Path> files = Files.list(directory.resolve("secrets"))) {
      assertThat(files.filter(file -> !file.toString().endsWith(".pub")))
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void certificatesAreSignedByTheLabsAuthorityForTheDatacentersAddress() {
    assumeTrue(Files.exists(Path.of("/usr/bin/ssh-keygen")));
    Secrets secrets = new Secrets(directory.resolve("secrets"));
    secrets.prepare(new LabAddresses(0));

    Command.of("openssl", "verify", "-verify_ip", "10.77.2.1", "-CAfile")
        .and(secrets.authority().toString(), secrets.certificate(new Datacenter(2)).toString())
        .run();
  }

  @Test
  void passwordsDiffer() {
    Secrets secrets = new Secrets(directory.resolve("secrets"));

    assertThat(secrets.password(Secrets.Word.DATABASE_APPLICATION))
        .hasSizeGreaterThan(30)
        .isNotEqualTo(secrets.password(Secrets.Word.DATABASE_MIGRATIONS));
  }
}
