package io.cooperage.drill.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpCommandTest {

  private static List<String> commands(boolean sudo) {
    return UpCommand.next(URI.create("http://127.0.0.1:8080"), Path.of("/a b/.lab"), sudo)
        .lines()
        .filter(line -> line.startsWith("  "))
        .map(line -> line.split(" # ")[0].strip())
        .toList();
  }

  @Test
  void everyNextStepCanBeCopiedAsItIs() {
    assertThat(commands(false))
        .containsExactly(
            "source '/a b/.lab/env'",
            "make status",
            "bin/cooperage catalog list clustertemplates",
            "bin/cooperage cluster list",
            "bin/cooperage drill run dc-loss --dc dc2",
            "make down");
    assertThat(commands(true)).contains("sudo bin/cooperage drill run dc-loss --dc dc2");
  }
}
