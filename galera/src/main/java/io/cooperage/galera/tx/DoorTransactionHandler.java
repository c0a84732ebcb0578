package io.cooperage.galera.tx;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.TransactionHandler;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Refuses transactions inside a transaction: only the door begins and ends one. */
final class DoorTransactionHandler implements TransactionHandler {

  private static UnsupportedOperationException refuse() {
    return new UnsupportedOperationException(
        "a transaction is begun and ended by Transactions.run only, not inside its body");
  }

  @Override
  public void begin(Handle handle) {
    throw refuse();
  }

  @Override
  public void commit(Handle handle) {
    throw refuse();
  }

  @Override
  public void rollback(Handle handle) {
    throw refuse();
  }

  @Override
  public void rollbackToSavepoint(Handle handle, String savepointName) {
    throw refuse();
  }

  @Override
  public boolean isInTransaction(Handle handle) {
    return false;
  }

  @Override
  public void savepoint(Handle handle, String savepointName) {
    throw refuse();
  }

  @Override
  public void releaseSavepoint(Handle handle, String savepointName) {
    throw refuse();
  }

  @Override
  public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> callback)
      throws X {
    throw refuse();
  }

  @Override
  public <R, X extends Exception> R inTransaction(
      Handle handle, TransactionIsolationLevel level, HandleCallback<R, X> callback) throws X {
    throw refuse();
  }

  @Override
  public TransactionHandler specialize(Handle handle) throws SQLException {
    return this;
  }
}
