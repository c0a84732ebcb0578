package io.cooperage.galera.tx;

import org.jdbi.v3.core.statement.ColonPrefixSqlParser;
import org.jdbi.v3.core.statement.ParsedParameters;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Takes statements whose parameters are all plain question marks as they are. JDBI's own parser
 * lexes each text that it has not seen before, which for a statement of many rows costs more than
 * the rest of it, and their texts differ with each number of rows. Thread-safe.
 */
final class PositionalSqlParser implements SqlParser {

  /** Begins a name, a literal, a comment or an escape: something that has to be lexed. */
  private static final String OTHERWISE = ":'\"`\\#-/";

  /** A question mark that is none of a parameter. */
  private static final String ESCAPED = "??";

  private final SqlParser otherwise = new ColonPrefixSqlParser();

  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    int parameters = (int) sql.chars().filter(next -> next == '?').count();
    boolean plain =
        parameters > 0
            && !sql.contains(ESCAPED)
            && sql.chars().noneMatch(next -> OTHERWISE.indexOf(next) >= 0);
    return plain
        ? ParsedSql.of(sql, ParsedParameters.positional(parameters))
        : otherwise.parse(sql, context);
  }

  @Override
  public String nameParameter(String name, StatementContext context) {
    return otherwise.nameParameter(name, context);
  }
}
