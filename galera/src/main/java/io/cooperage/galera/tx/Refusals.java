package io.cooperage.galera.tx;

import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Remembers the first refusal of a transaction's statements. A body that swallows a conflict must
 * not commit what it does after the node has rolled everything back.
 */
final class Refusals implements SqlLogger {

  private final SqlLogger next;
  private Optional<SQLException> ended = Optional.empty();

  private Refusals(SqlLogger next) {
    this.next = next;
  }

  static Refusals watch(Handle handle) {
    SqlStatements statements = handle.getConfig(SqlStatements.class);
    Refusals refusals = new Refusals(statements.getSqlLogger());
    statements.setSqlLogger(refusals);
    return refusals;
  }

  /** The refusal that ended the transaction on the node, if there was one. */
  Optional<SQLException> ended() {
    return ended;
  }

  @Override
  public void logBeforeExecution(StatementContext context) {
    next.logBeforeExecution(context);
  }

  @Override
  public void logAfterExecution(StatementContext context) {
    next.logAfterExecution(context);
  }

  @Override
  public void logException(StatementContext context, SQLException refusal) {
    if (ended.isEmpty() && Verdict.of(refusal, Phase.BODY) != Verdict.FATAL) {
      ended = Optional.of(refusal);
    }
    next.logException(context, refusal);
  }
}
