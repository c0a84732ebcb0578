package io.cooperage.server.testing;

import io.cooperage.server.ServerApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The server program as a process of its own, with a bounded heap, for benchmarks that look at what
 * it needs. Linux only.
 */
public final class ServerProcess implements AutoCloseable {
  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  public static ServerProcess start(Path configuration, String heap, Path log) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                ServerApplication.class.getName(),
                "server",
                configuration.toString()));
    return new ServerProcess(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  /** Processor time used so far, in seconds. */
  public double cpuSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toMillis() / 1000.0;
  }

  public int threads() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("Threads:"))
        .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** What is in use of the heap after a full collection, in megabytes. */
  public long heapAfterCollection() throws IOException, InterruptedException {
    tool("GC.run");
    String info = tool("GC.heap_info");
    return info.lines()
            .filter(line -> line.contains("heap") && line.contains("used"))
            .mapToLong(line -> Long.parseLong(line.replaceAll(".*used (\\d+)K.*", "$1")))
            .findFirst()
            .orElseThrow(() -> new IOException("unexpected answer of jcmd: " + info))
        / 1024;
  }

  private String tool(String command) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process tool =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), command)
            .redirectErrorStream(true)
            .start();
    String printed = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    tool.waitFor();
    return printed;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
