package io.cooperage.drill.rootless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cooperage.client.CooperageClient;
import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.ProcessId;
import io.cooperage.drill.lab.Lab;
import io.cooperage.drill.lab.Privileges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A user without any rights brings a lab up, uses it and ends it. */
class RootlessLabIT {

  private static final int INDEX = 10;
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SITE = Pattern.compile("Web site: (http://\\S+)");
  private static final Pattern UID = Pattern.compile("(?m)^Uid:\\s+(\\d+)");

  @TempDir private Path directory;
  private OrdinaryUser user;

  @BeforeEach
  void makeUser() throws IOException {
    assumeTrue(Privileges.root(), "only root can become an ordinary user of its making");
    assumeTrue(
        kernelAllows(), "the kernel lets no ordinary user make a user namespace with a network");
    user = new OrdinaryUser(directory, REPOSITORY, INDEX);
  }

  private static boolean kernelAllows() {
    return Command.of("setpriv", "--reuid=61234", "--regid=61234", "--clear-groups")
        .and("unshare", "--user", "--map-root-user", "--net", "--mount", "--pid", "--fork")
        .and("--mount-proc")
        .and("mount", "-t", "tmpfs", "none", "/run")
        .attempt()
        .succeeded();
  }

  @AfterEach
  void end() throws IOException {
    if (user != null && Files.exists(user.lab())) {
      cooperage("lab", "down", "--purge");
    }
  }

  /** As in the tour: with the lab's environment, where there is one. */
  private Command.Outcome cooperage(String... arguments) {
    String script = "[ ! -e \"$0\" ] || . \"$0\"; exec bin/cooperage \"$@\"";
    List<String> command = new ArrayList<>(List.of("sh", "-c", script));
    command.add(user.lab().resolve("env").toString());
    command.addAll(List.of(arguments));
    return user.run(command);
  }

  private String succeed(String... arguments) {
    Command.Outcome outcome = cooperage(arguments);
    assertThat(outcome.exitCode())
        .as("%s%n%s%n%s", List.of(arguments), outcome.output(), outcome.errors())
        .isZero();
    return outcome.output();
  }

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void anOrdinaryUserHasALabAndLeavesNothingBehind() throws IOException {
    Command.Outcome early = cooperage("lab", "exec", "--", "true");
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.errors()).contains("The lab does not stand.").contains("make up");

    succeed("lab", "up");
    succeed("lab", "status");

    String created = succeed("cluster", "create", "web", "-t", "web-tier", "-n", "2", "--wait");
    Matcher site = SITE.matcher(created);
    assertThat(site.find()).as(created).isTrue();
    assertThat(succeed("lab", "exec", "--", "curl", "--silent", site.group(1)))
        .contains("Hello from Cooperage");
    assertThat(client().clusters().list(10, Optional.empty()).items())
        .as("from the machine's own loopback")
        .hasSize(1);

    succeed("lab", "down", "--purge");
    assertThat(user.lab()).doesNotExist();
    assertThat(usersProcesses()).isEmpty();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void aUserWithoutIdsIsToldHowToGetThemAndLeavesNothingBehind() throws IOException {
    user.giveIds(1000);

    Command.Outcome refused = cooperage("lab", "up");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors())
        .contains("/etc/subuid gives user cooperage-it 1000 ids; 65536 are needed")
        .contains("usermod --add-subuids");
    assertThat(user.lab()).doesNotExist();
    assertThat(usersProcesses()).isEmpty();
  }

  private CooperageClient client() throws IOException {
    Lab lab = Lab.open(user.checkout(), INDEX);
    return new CooperageClient(lab.url(), lab.token());
  }

  /** Living processes of the user, and of the ids that are theirs. */
  private static List<String> usersProcesses() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("\\d+"))
          .flatMap(name -> ProcessId.find(Long.parseLong(name)).stream())
          .map(process -> Path.of("/proc/" + process.pid()))
          .filter(RootlessLabIT::usersOwn)
          .map(RootlessLabIT::describe)
          .toList();
    }
  }

  private static boolean usersOwn(Path process) {
    Matcher uid = UID.matcher(read(process.resolve("status")));
    if (!uid.find()) {
      return false;
    }
    long owner = Long.parseLong(uid.group(1));
    return owner == OrdinaryUser.UID
        || (owner >= OrdinaryUser.FIRST_SUBID && owner < OrdinaryUser.FIRST_SUBID + 65536);
  }

  private static String describe(Path process) {
    return process + " " + read(process.resolve("cmdline")).replace('\0', ' ');
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
