package io.cooperage.galera.tx;

import org.jdbi.v3.core.Handle;

/**
 * What a transaction does. May run several times, so it touches nothing but the database: no
 * network, no waiting, no state of its own.
 */
@FunctionalInterface
public interface TransactionBody<T> {

  /** Runs inside the open transaction; whatever it throws rolls back and reaches the caller. */
  T run(Handle tx);
}
