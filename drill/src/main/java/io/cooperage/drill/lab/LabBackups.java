package io.cooperage.drill.lab;

import io.cooperage.drill.fault.FaultSpec;
import io.cooperage.drill.fault.Shell;
import io.cooperage.drill.fault.StandingFault;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Backups of databases of the lab, one after the other as long as the fault stands: mariabackup as
 * a state transfer runs it, in the node's own view of its files and as the same user.
 */
final class LabBackups {

  private static final Duration BEGUN = Duration.ofSeconds(30);

  /** What mariabackup says when the database has let it in. */
  private static final String LET_IN = "Using server version";

  /**
   * Takes a file that is there as long as it is to go on, the file that says which process the
   * database is, the one for what the last backup said, and the tally, with a line for each that
   * was complete. The password comes from where the database has it for its state transfers, and is
   * in no argument.
   */
  private static final String LOOP =
      """
      : > "$4"
      while [ -e "$1" ]; do
        pid=
        read -r pid _ < "$2" || :
        if nsenter --mount --target "${pid:-0}" sh -c '
          mkdir -p /run/backup
          MYSQL_PWD=$(sed -n "s/^wsrep_sst_auth *= *[^:]*://p" /run/galera/etc/my.cnf)
          user=$(sed -n "s/^wsrep_sst_auth *= *\\([^:]*\\):.*/\\1/p" /run/galera/etc/my.cnf)
          export MYSQL_PWD
          exec mariabackup --defaults-file=/run/galera/etc/my.cnf --backup --stream=mbstream \\
            --target-dir=/run/backup --socket=/run/mysqld/mysqld.sock --user="$user"
        ' > /dev/null 2> "$3"; then
          date >> "$4"
        else
          echo "a backup failed: $(tail -n 1 "$3")"
          sleep 1
        fi
        sleep 0.5
      done
      """;

  private final LabSite site;

  LabBackups(LabSite site) {
    this.site = site;
  }

  LabFault fault(FaultSpec spec, StandingFault fault) {
    List<Datacenter> places = spec.targets().stream().map(Datacenter::named).toList();
    return LabFault.undone(
        () -> places.forEach(place -> begin(place, fault)),
        places.stream()
            .map(place -> "end " + Shell.quote(file(place, fault, ".pid").toString()))
            .toList());
  }

  private void begin(Datacenter place, StandingFault fault) {
    Daemon backups = new Daemon(name(place), fault.directory(), site.directory().logs());
    Path said = file(place, fault, ".said");
    Path database = site.directory().run().resolve(place + "-galera.pid");
    List<String> command = new ArrayList<>(List.of("sh", "-c", LOOP, name(place)));
    for (Path file :
        List.of(fault.directory().resolve("fault"), database, said, fault.tally(name(place)))) {
      command.add(file.toString());
    }
    backups.start(command, Map.of());
    if (!Poll.until(BEGUN, () -> letIn(said))) {
      throw new LabException(
          "No backup of the database of %s has begun.".formatted(place),
          backups,
          "see the lines above, and `bin/cooperage lab status`");
    }
  }

  private static boolean letIn(Path said) {
    try {
      return Files.exists(said) && Files.readString(said).contains(LET_IN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Datacenter place) {
    return "backup-" + place;
  }

  private static Path file(Datacenter place, StandingFault fault, String suffix) {
    return fault.directory().resolve(name(place) + suffix);
  }
}
