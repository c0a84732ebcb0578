package io.cooperage.galera.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.junit.jupiter.api.Test;

class PositionalSqlParserTest {
  private final SqlParser parser = new PositionalSqlParser();

  /** With and without what has to be lexed. */
  private static final List<String> STATEMENTS =
      List.of(
          "INSERT INTO t (a, b) VALUES (?, UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND), (?, ?)",
          "SELECT a FROM t WHERE b = ? AND c = '?'",
          "SELECT a FROM t WHERE b = ? AND c = \"?\"",
          "SELECT `?` FROM t WHERE b = ?",
          "SELECT a FROM t -- why?\nWHERE b = ?",
          "SELECT a /* why? */ FROM t WHERE b = ?",
          "SELECT a ?? b FROM t WHERE c = ?",
          "SELECT a FROM t WHERE b = :b",
          "SELECT a FROM t");

  @Test
  void saysWhatTheParserOfJdbiSays() {
    SqlParser jdbi = new ColonPrefixSqlParser();
    for (String sql : STATEMENTS) {
      ParsedSql wanted = jdbi.parse(sql, null);
      ParsedSql parsed = parser.parse(sql, null);
      assertThat(parsed.getSql()).isEqualTo(wanted.getSql());
      assertThat(parsed.getParameters()).as(sql).isEqualTo(wanted.getParameters());
    }
  }
}
