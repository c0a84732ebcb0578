package io.cooperage.galera.tx;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Finds out from what the database holds whether a transaction took place whose COMMIT was not
 * answered. Asked in a transaction that sees everything committed anywhere, and only when the lost
 * transaction can no longer be under way.
 */
@FunctionalInterface
public interface OutcomeResolver<T> {

  /** The value that the transaction would have returned; empty if it did not take place. */
  Optional<T> find(Handle tx);
}
