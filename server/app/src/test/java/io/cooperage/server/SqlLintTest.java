package io.cooperage.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** SQL that is right on one MariaDB and wrong on a Galera cluster does not get in. */
class SqlLintTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final List<String> NODE_LOCAL =
      List.of("get_lock(", "lock tables", "skip locked", "auto_increment", "xa start");
  private static final Pattern TABLE =
      Pattern.compile(
          "create\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?(\\S+)\\s*\\((.*?)\\)\\s*;",
          Pattern.DOTALL);

  @Test
  void noStatementReliesOnALockOrCounterOfOneNode() {
    assertThat(offences("src/main/java", ".java").toList()).isEmpty();
    assertThat(offences("src/main/resources", ".sql").toList()).isEmpty();
  }

  @Test
  void everyTableHasAPrimaryKey() {
    List<String> scripts =
        files("src/main/resources", ".sql").map(SqlLintTest::withoutComments).toList();
    assertThat(scripts).isNotEmpty();
    for (String script : scripts) {
      assertThat(tablesWithoutPrimaryKey(script)).isEmpty();
    }
  }

  @Test
  void theLintSeesWhatItIsMadeFor() {
    assertThat(
            tablesWithoutPrimaryKey("create table t (a int); create table u (b int primary key);"))
        .containsExactly("t");
    assertThat(forbiddenIn("SELECT * FROM task FOR UPDATE SKIP LOCKED")).isTrue();
    assertThat(forbiddenIn("GRANT LOCK TABLES ON *.* TO sst; LOCK TABLES task WRITE")).isTrue();
    assertThat(forbiddenIn("GRANT LOCK TABLES ON *.* TO sst")).isFalse();
    assertThat(forbiddenIn("SELECT * FROM task FOR UPDATE")).isFalse();
  }

  private static Stream<String> offences(String under, String extension) {
    return files(under, extension)
        .filter(file -> forbiddenIn(withoutComments(file)))
        .map(file -> ROOT.relativize(file).toString());
  }

  private static boolean forbiddenIn(String sql) {
    // A privilege that the backup tool asks for is no statement of ours.
    String lower = sql.toLowerCase(Locale.ROOT).replaceAll("grant [^;]*? on ", "");
    return NODE_LOCAL.stream().anyMatch(lower::contains);
  }

  private static List<String> tablesWithoutPrimaryKey(String script) {
    Matcher table = TABLE.matcher(script.toLowerCase(Locale.ROOT));
    return table
        .results()
        .filter(found -> !found.group(2).contains("primary key"))
        .map(found -> found.group(1))
        .toList();
  }

  private static String withoutComments(Path file) {
    try {
      return Files.readString(file)
          .replaceAll("(?s)/\\*.*?\\*/", " ")
          .replaceAll("(?m)^\\s*(--|//).*$", " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of all modules below {@code under} that end with {@code extension}. */
  private static Stream<Path> files(String under, String extension) {
    return Stream.of("galera", "server/app", "server/client", "server/cli", "provisioner", "drill")
        .map(module -> ROOT.resolve(module).resolve(under))
        .filter(Files::isDirectory)
        .flatMap(SqlLintTest::walk)
        .filter(file -> file.toString().endsWith(extension));
  }

  private static Stream<Path> walk(Path directory) {
    try {
      return Files.walk(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
