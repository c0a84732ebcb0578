package io.cooperage.galera.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ports given to JVMs that live at the same time. */
class FreePortsTest {
  private static final int EACH = 3_000;
  private static final int JVMS = 3;

  @Test
  void jvmsSideBySideGetDifferentPorts() throws Exception {
    List<Process> others = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>(FreePorts.find(EACH));
      for (int i = 1; i < JVMS; i++) {
        Process other = anotherJvm();
        others.add(other);
        ports.addAll(portsOf(other));
      }

      assertThat(ports).hasSize(JVMS * EACH).doesNotHaveDuplicates();
    } finally {
      others.forEach(Process::destroyForcibly);
    }
  }

  private static Process anotherJvm() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Taker.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<Integer> portsOf(Process jvm) throws IOException {
    List<Integer> ports = new ArrayList<>();
    BufferedReader output = jvm.inputReader();
    for (int i = 0; i < EACH; i++) {
      ports.add(Integer.valueOf(output.readLine()));
    }
    return ports;
  }

  /** Takes ports, prints them, and keeps them until its input ends. */
  static final class Taker {
    private Taker() {}

    public static void main(String[] args) throws IOException {
      FreePorts.find(EACH).forEach(System.out::println);
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
