package io.cooperage.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
  private static final Pattern SECONDARY_INDEX =
      Pattern.compile("(?<!primary )\\bkey\\s+\\w+\\s*\\(");
  private static final Pattern UPDATE = Pattern.compile("UPDATE\\s+(\\w+)\\s+(\\w+)");

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

  /**
   * Guards name columns of other indexes too, and the optimizer then goes by one of those and locks
   * its gaps until the commit has been round the datacenters: others cannot even insert meanwhile.
   */
  @Test
  void anUpdateOfATableWithSeveralIndexesSaysWhichOneItGoesBy() {
    String schema =
        files("src/main/resources", ".sql")
            .map(SqlLintTest::withoutComments)
            .collect(Collectors.joining(";\n"));
    Set<String> tables = tablesWithSeveralIndexes(schema);
    assertThat(tables).contains("task", "job");
    assertThat(
            files("src/main/java", ".java")
                .filter(file -> updatesByChance(withoutComments(file), tables))
                .map(file -> ROOT.relativize(file).toString()))
        .isEmpty();
  }

  @Test
  void theLintSeesWhatItIsMadeFor() {
    assertThat(
            tablesWithSeveralIndexes(
                "create table t (a int primary key); create table u (b int, key u_b (b));"))
        .containsExactly("u");
    assertThat(updatesByChance("UPDATE task\nSET a = 1", Set.of("task"))).isTrue();
    assertThat(updatesByChance("UPDATE task FORCE INDEX (PRIMARY)\nSET a = 1", Set.of("task")))
        .isFalse();
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

  private static Set<String> tablesWithSeveralIndexes(String schema) {
    return TABLE
        .matcher(schema.toLowerCase(Locale.ROOT))
        .results()
        .filter(found -> SECONDARY_INDEX.matcher(found.group(2)).find())
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static boolean updatesByChance(String source, Set<String> tables) {
    return UPDATE
        .matcher(source)
        .results()
        .anyMatch(found -> tables.contains(found.group(1)) && !found.group(2).equals("FORCE"));
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
