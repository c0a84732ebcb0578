package io.cooperage.provisioner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProvisionerApplicationTest {
  @TempDir private Path directory;

  private String refused(String workDirectory, int port) throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "secret");
    Path config =
        Files.writeString(
            directory.resolve("provisioner.yml"),
            """
            server: {url: "http://127.0.0.1:1", tokenFile: "%s"}
            worker: {name: w1, workDirectory: "%s"}
            metrics: {port: %d}
            """
                .formatted(token, workDirectory, port));
    StringWriter errors = new StringWriter();
    CommandLine line = new CommandLine(new ProvisionerApplication());
    line.setErr(new PrintWriter(errors, true));
    assertThat(line.execute(config.toString())).isEqualTo(2);
    assertThat(errors.toString().lines()).hasSize(1);
    return errors.toString();
  }

  @Test
  void aWorkDirectoryThatCannotBeMadeIsNamedWithItsRemedy() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(refused(file + "/work", 0))
        .startsWith("worker.workDirectory is " + file + "/work")
        .contains("give a directory that the provisioner may write.");
  }

  @Test
  void aJournalThatCannotBeOpenedIsNamedWithItsRemedy() throws IOException {
    Files.createDirectories(directory.resolve("work/journal.jsonl"));
    assertThat(refused(directory.resolve("work").toString(), 0))
        .startsWith("worker.workDirectory is ");
  }

  @Test
  void aTakenPortIsNamedWithItsRemedy() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(refused(directory.resolve("work").toString(), taken.getLocalPort()))
          .startsWith("metrics.port is " + taken.getLocalPort())
          .contains("give a port that is free, or 0 for none.");
    }
  }
}
