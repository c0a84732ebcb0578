package io.cooperage.drill.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.host.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock's jump and its way back, by the functions that hosts run, where {@code date} writes
 * down what it should set: containers have no clock of their own that a test could set.
 */
class HostClockTest {

  @TempDir private Path directory;

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void theWayBackIsCountedByWhatHasPassedAndNotByTheClock() throws IOException {
    program(
        "date",
        "case $1 in --set=*) echo \"$1\" >> %s/set ;; *) cat %1$s/now ;; esac"
            .formatted(directory));
    program(
        "systemctl",
        """
        echo "$@" >> %s/asked
        case "$*" in is-active*chrony.service) ;; is-active*) exit 3 ;; esac
        """
            .formatted(directory));
    try (InputStream functions = HostScripts.class.getResourceAsStream("functions.sh")) {
      Files.writeString(
          directory.resolve("functions.sh"),
          new String(functions.readAllBytes(), StandardCharsets.UTF_8)
              .replace("fault=/run/cooperage-faults/$number", "fault=" + directory)
              .replace("/proc/uptime", directory + "/uptime"));
    }
    Files.writeString(directory.resolve("now"), "1700000000250\n");
    Files.writeString(directory.resolve("uptime"), "1000.05 1.00\n");
    run("stop_keeping_time; jump -3600000");
    Files.writeString(directory.resolve("now"), "1234567890000\n");
    Files.writeString(directory.resolve("uptime"), "1042.15 1.00\n");
    run("jump_back");

    assertThat(Files.readAllLines(directory.resolve("set")))
        .containsExactly("--set=@1699996400.250", "--set=@1700000042.350");
    List<String> asked = Files.readAllLines(directory.resolve("asked"));
    assertThat(asked).contains("stop chrony.service").endsWith("start chrony.service");
    assertThat(asked).doesNotContain("stop systemd-timesyncd.service");
  }

  private void run(String commands) {
    Command.of(
            "sh",
            "-euc",
            "PATH=%s:$PATH number=1 operator=192.0.2.1 door=22; . %1$s/functions.sh; %s"
                .formatted(directory, commands))
        .run();
  }
}
