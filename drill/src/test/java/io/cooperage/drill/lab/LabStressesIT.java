package io.cooperage.drill.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.drill.fault.Injection;
import io.cooperage.drill.host.Poll;
import io.cooperage.galera.recovery.StateTransfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The faults of a lab that break nothing, and ask much of it. One lab for all. */
@Timeout(300)
class LabStressesIT {

  @RegisterExtension static final LabUnderFault LAB = LabUnderFault.plain();

  private static final Duration A_WHILE = Duration.ofMinutes(2);

  @Test
  void coresAreBusyForAsLongAsTheFaultStands() throws Exception {
    try (Injection busy = LAB.inject("busy-cpu", List.of(), Map.of("share", "90"))) {
      assertThat(busyShare(Duration.ofSeconds(5))).isGreaterThan(0.85);
    }
    LAB.awaitWell();
    assertThat(processesOfFaults()).isZero();
  }

  /** The part of the time of all cores that was used. */
  private static double busyShare(Duration time) throws Exception {
    long[] before = processorTimes();
    TimeUnit.MILLISECONDS.sleep(time.toMillis());
    long[] after = processorTimes();
    double idle = (after[3] + after[4]) - (before[3] + before[4]);
    return 1 - idle / (Arrays.stream(after).sum() - Arrays.stream(before).sum());
  }

  /** User, nice, system, idle, iowait, irq, softirq, steal. */
  private static long[] processorTimes() throws IOException {
    String line = Files.readAllLines(Path.of("/proc/stat")).get(0);
    return Arrays.stream(line.split(" +")).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
  }

  private static long processesOfFaults() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(LAB.site().directory().run() + "/faults"))
        .count();
  }

  @Test
  void backupsRunOneAfterTheOtherUntilTheFaultIsHealed() {
    try (Injection backup = LAB.inject("backup", List.of("dc2"), Map.of())) {
      assertThat(Poll.until(A_WHILE, () -> backup.hits().orElse(0) >= 2))
          .as("log of %s", LAB.site().directory().logs().resolve("backup-dc2.log"))
          .isTrue();
    }
    assertThat(processesOfFaults()).isZero();
    assertThat(mariabackups()).isZero();
    assertThat(Poll.until(A_WHILE, () -> LAB.synced("dc2"))).isTrue();
  }

  private static long mariabackups() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().command().stream())
        .filter(command -> command.endsWith("/mariadb-backup") || command.endsWith("/mariabackup"))
        .count();
  }

  @Test
  void aDatabaseThatLostItsDataComesHomeByAWholeCopy() throws Exception {
    try (Connection connection = LAB.database("dc1");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TABLE bench.kept (id INT PRIMARY KEY)");
      statement.execute("INSERT INTO bench.kept VALUES (7)");
    }
    long logged = LAB.databases().daemon(new Datacenter(2)).logLength();
    try (Injection transfer = LAB.inject("state-transfer", List.of("dc2"), Map.of())) {
      assertThat(LAB.databases().daemon(new Datacenter(2)).running()).isFalse();
      assertThat(LAB.databases().data(new Datacenter(2))).doesNotExist();
      assertThat(LAB.synced("dc1")).isTrue();
    }
    assertThat(StateTransfer.read(LAB.databases().daemon(new Datacenter(2)).logSince(logged)))
        .isEqualTo(StateTransfer.SST);
    LAB.awaitWell();
    try (Connection connection = LAB.database("dc2");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM bench.kept")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(7);
    }
  }
}
