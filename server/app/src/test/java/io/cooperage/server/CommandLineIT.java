package io.cooperage.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cooperage.cli.Cooperage;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import io.cooperage.server.web.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line in front of a real server. */
class CommandLineIT {
  private static ServerCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = ServerCluster.start(1);
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void adminsDoTheirWorkByTheCommandLine(@TempDir Path directory) throws Exception {
    Path script = Files.writeString(directory.resolve("web.sh"), "echo web\n");
    Path documents = Files.createDirectories(directory.resolve("services"));
    Files.writeString(documents.resolve("cli.json"), "{\"name\": \"cli\", \"description\": \"x\"}");

    assertThat(
            run("resource", "upload", "automator/shell/script/cli", script.toString(), "--stage"))
        .contains("staged");
    assertThat(run("resource", "versions", "automator/shell/script/cli")).contains("staged");
    Path copy = directory.resolve("copy");
    run("resource", "download", "automator/shell/script/cli", "--version", "1", copy.toString());
    assertThat(copy).hasSameBinaryContentAs(script);
    assertThat(run("resource", "sync")).contains("active");
    assertThat(run("catalog", "import", "--dry-run", directory.toString()))
        .contains("1 to create", "Nothing was changed");
    assertThat(run("catalog", "import", directory.toString())).contains("1 created");
    assertThat(run("catalog", "import", directory.toString())).contains("1 unchanged");
    assertThat(run("catalog", "list", "services")).contains("cli", "superadmin");
    assertThat(run("-o", "json", "catalog", "get", "service", "cli")).contains("\"version\" : 1");
    assertThat(run("catalog", "export")).contains("\"cli\"");
    assertThat(run("datacenter", "list")).contains("dc1", "up");
    assertThat(run("tenant", "list")).contains("superadmin", "unlimited");
    String secret = run("token", "create", "t", "--tenant", "superadmin", "--user", "me").strip();
    assertThat(new CooperageClient(cluster.url(1), secret).datacenters()).isNotNull();
    assertThat(run("token", "list")).contains("me").doesNotContain(secret);
    assertThat(run("event", "follow", "--after", "0", "--count", "1")).isNotBlank();
    assertThat(exitCode("catalog", "get", "service", "nothing")).isEqualTo(1);
  }

  @Test
  void usersAndOperatorsDoTheirWorkByTheCommandLine(@TempDir Path directory) throws Exception {
    run("catalog", "load", "../../catalog");
    assertThat(run("cluster", "plan", "shop", "-t", "benchmark", "-n", "2"))
        .contains("create@1000", "tasks in all");
    String made = run("-o", "json", "cluster", "create", "shop", "-t", "benchmark", "-n", "2");
    String id = Json.MAPPER.readTree(made).get("id").asText();
    String job = id + "-001";
    Awaitility.await("it is planned")
        .atMost(Duration.ofSeconds(30))
        .until(() -> run("job", "plan", job).contains("create@1001"));
    assertThat(run("cluster", "jobs", id)).contains(job, "create", "waits for");
    assertThat(run("job", "pause", job)).contains("is paused");
    assertThat(run("job", "abort", job)).contains("is aborted");
    assertThat(run("cluster", "get", id)).contains("is incomplete");
    assertThat(run("cluster", "delete", id, "--dry-run")).contains("delete@1000");
    assertThat(run("audit", "list", "--subject", "cluster/" + id)).contains("cluster.create");

    Path key = Files.writeString(directory.resolve("key.pub"), "ssh-ed25519 AAAA\n");
    assertThat(
            run(
                "pool",
                "put",
                "iron",
                "h1",
                "--datacenter=dc1",
                "--address=10.0.0.7",
                "--user=pool",
                "--host-key",
                "@" + key))
        .contains("h1", "10.0.0.7:22");
    assertThat(run("pool", "list", "iron")).contains("h1");
    run("pool", "remove", "iron", "h1");
    assertThat(run("pool", "list", "iron")).doesNotContain("h1");

    String hook =
        run("webhook", "create", "w", "https://hooks.example.com/a", "--type", "cluster.*")
            .lines()
            .findFirst()
            .orElseThrow();
    assertThat(run("webhook", "update", hook, "--to", "https://hooks.example.com/b"))
        .contains("cluster.*", "example.com/b");
    assertThat(run("webhook", "update", hook, "--type", "job.*", "--type", "task.*"))
        .contains("job.* task.*", "example.com/b");
    assertThat(exitCode("worker", "get", "nobody")).isEqualTo(1);
  }

  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(execute(out, err, arguments)).as("%s", err).isZero();
    return out.toString();
  }

  private static int exitCode(String... arguments) {
    return execute(new StringWriter(), new StringWriter(), arguments);
  }

  private static int execute(StringWriter out, StringWriter err, String... arguments) {
    CommandLine command =
        Cooperage.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 4];
    all[0] = "--url";
    all[1] = cluster.url(1).toString();
    all[2] = "--token";
    all[3] = cluster.superadminToken();
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    return command.execute(all);
  }
}
