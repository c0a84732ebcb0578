package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabLockTest {

  @TempDir private Path checkout;

  /** Another process that takes the lock, says so, and keeps it until its input ends. */
  static final class Holder {
    public static void main(String[] arguments) throws IOException {
      LabLock lock = LabLock.take(new LabDirectory(Path.of(arguments[0]), 0));
      System.out.println("taken");
      System.in.read();
      lock.close();
    }
  }

  private LabDirectory directory() {
    return new LabDirectory(checkout, 0);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            checkout.toString())
        .redirectErrorStream(true)
        .start();
  }

  private Process holder() throws IOException {
    Process process = start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(said.readLine()).isEqualTo("taken");
    return process;
  }

  @Test
  void oneProcessAtATimeChangesALab() throws Exception {
    Process other = holder();
    try {
      assertThatThrownBy(() -> LabLock.take(directory()))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("Process " + other.pid() + " is changing this lab.");
    } finally {
      other.getOutputStream().close();
    }
    assertThat(other.waitFor()).isZero();
    LabLock.take(directory()).close();
  }

  @Test
  void aProcessMayTakeItsLockAgainAndHoldsItUntilTheLastEnd() throws Exception {
    LabLock outer = LabLock.take(directory());
    LabLock.take(directory()).close();
    try {
      Process other = start();
      other.getOutputStream().close();
      assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("is changing this lab");
    } finally {
      outer.close();
    }
  }

  @Test
  void theLockCanGoWithTheLabThatItGuards() {
    LabLock lock = LabLock.take(directory());
    LabDirectory.removeTree(directory().root());
    lock.close();
    assertThat(directory().root()).doesNotExist();
    LabLock.take(directory()).close();
  }
}
