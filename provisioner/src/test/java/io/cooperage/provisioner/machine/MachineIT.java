package io.cooperage.provisioner.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cooperage.provisioner.plugin.BoundedOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineIT {
  @TempDir static Path directory;
  private static LocalMachine local;
  private static Machines machines;

  @BeforeAll
  static void start() throws Exception {
    local = LocalMachine.start(directory);
    machines = Machines.open(local.clientKey(), Duration.ofSeconds(10));
  }

  @AfterAll
  static void stop() {
    machines.close();
    local.close();
  }

  @Test
  void aScriptFindsItsEnvironmentArgumentsAndDocument() throws Exception {
    BoundedOutput out = new BoundedOutput();
    int exit =
        run(
            "#!/bin/bash\necho \"$GREETING|$1|$2|$(cat \"$COOPERAGE_CONFIG_FILE\")|$PWD\"\nexit 7",
            "one 'two words'",
            Map.of("GREETING", "it's a \"test\" $HOME", "COOPERAGE_SERVICE", "web"),
            out);
    assertThat(exit).isEqualTo(7);
    assertThat(out.text().strip())
        .isEqualTo(
            "it's a \"test\" $HOME|one|two words|{\"a\":1}|" + local.home() + "/services/web");
  }

  @Test
  void aCommandThatEndsWithoutReadingItsInputStillSaysWhy() throws Exception {
    String more = "x".repeat(8 << 20);
    try (Machine machine = machines.connect(local.login())) {
      assertThatThrownBy(() -> machine.command("echo no such disk >&2; exit 3", more))
          .isInstanceOf(MachineException.class)
          .hasMessageContaining("answered 3: no such disk");
      assertThat(machine.command("exit 0", more).exit()).isZero();
    }
  }

  @Test
  void aServiceThatKeepsTheOutputOpenDoesNotHoldUpItsStart() throws Exception {
    long start = System.nanoTime();
    BoundedOutput out = new BoundedOutput();
    assertThat(run("#!/bin/bash\nsetsid sleep 30 &\necho $! started", "", Map.of(), out)).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    ProcessHandle.of(Long.parseLong(out.text().split(" ")[0])).orElseThrow().destroy();
  }

  @Test
  void anInterruptEndsTheWholeProcessGroup() throws Exception {
    Path marker = local.home().resolve("interrupted");
    String script =
        "#!/bin/bash\ntrap '' TERM\nsleep 300 & echo $! > " + marker + "; wait; sleep 300";
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread runner =
        new Thread(
            () -> {
              try {
                run(script, "", Map.of(), new BoundedOutput());
              } catch (Exception e) {
                failure.set(e);
              }
            });
    runner.start();
    await().until(() -> Files.exists(marker) && !Files.readString(marker).isBlank());
    long child = Long.parseLong(Files.readString(marker).strip());
    runner.interrupt();
    runner.join(5000);
    assertThat(failure.get()).isInstanceOf(InterruptedException.class);
    await().atMost(Duration.ofSeconds(5)).until(() -> isGone(child));
  }

  @Test
  void aSilentWorkerIsTakenForDead() throws Exception {
    Path marker = local.home().resolve("silent");
    try (Machine machine = machines.connect(local.login())) {
      String sha = put(machine, "#!/bin/bash\necho $$ > " + marker + "; sleep 300");
      // It beats once in a while, but far too seldom for its own dead man's time.
      CompletableFuture<Integer> exit =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return machine.run(
                      new RemoteRun(
                          "x",
                          sha,
                          "",
                          Map.of("COOPERAGE_SERVICE", "w"),
                          new byte[0],
                          Duration.ofMillis(800),
                          Duration.ofHours(1)),
                      new BoundedOutput(),
                      new BoundedOutput());
                } catch (MachineException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      await().until(() -> Files.exists(marker) && !Files.readString(marker).isBlank());
      long script = Long.parseLong(Files.readString(marker).strip());
      await().atMost(Duration.ofSeconds(8)).until(() -> isGone(script));
      assertThat(exit.get()).isEqualTo(128 + 15);
    }
  }

  @Test
  void oneScriptRunsAtATime() throws Exception {
    Path log = local.home().resolve("turns");
    String script = "#!/bin/bash\necho in >> " + log + "; sleep 0.5; echo out >> " + log;
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> runUnchecked(script));
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> runUnchecked(script));
    CompletableFuture.allOf(first, second).get();
    assertThat(Files.readAllLines(log)).containsExactly("in", "out", "in", "out");
  }

  @Test
  void aMachineWithAnotherHostKeyIsRefused() {
    MachineLogin login =
        new MachineLogin("127.0.0.1", local.port(), local.user(), local.strangersKey());
    assertThatThrownBy(() -> machines.connect(login))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("host key");
  }

  @Test
  void nobodyThereIsSaidSo() {
    MachineLogin login = new MachineLogin("127.0.0.1", 1, local.user(), local.hostKey());
    assertThatThrownBy(() -> machines.connect(login))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("Cannot log in");
  }

  @Test
  void outputBeyondTheLimitIsCutAndCounted() throws Exception {
    BoundedOutput out = new BoundedOutput();
    assertThat(run("#!/bin/bash\nhead -c 1000000 /dev/zero | tr '\\0' x", "", Map.of(), out))
        .isZero();
    assertThat(out.text()).hasSize(BoundedOutput.DEFAULT_LIMIT);
    assertThat(out.dropped()).isEqualTo(1000000 - BoundedOutput.DEFAULT_LIMIT);
  }

  private static boolean isGone(long pid) {
    return ProcessHandle.of(pid).map(handle -> !handle.isAlive()).orElse(true);
  }

  private static void runUnchecked(String script) {
    try {
      run(script, "", Map.of(), new BoundedOutput());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int run(
      String script, String arguments, Map<String, String> environment, BoundedOutput out)
      throws Exception {
    try (Machine machine = machines.connect(local.login())) {
      String sha = put(machine, script);
      Map<String, String> all = new java.util.HashMap<>(environment);
      all.putIfAbsent("COOPERAGE_SERVICE", "test");
      return machine.run(
          new RemoteRun(
              "test",
              sha,
              arguments,
              all,
              "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
              Duration.ofSeconds(3)),
          out,
          out);
    }
  }

  private static String put(Machine machine, String script) throws Exception {
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    String sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    Path file = directory.resolve(sha);
    Files.write(file, bytes);
    machine.provide(Map.of("script/test", sha), hash -> file);
    return sha;
  }
}
