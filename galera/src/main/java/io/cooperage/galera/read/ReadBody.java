package io.cooperage.galera.read;

import org.jdbi.v3.core.Handle;

/** What is read, from one snapshot. May run several times. */
@FunctionalInterface
public interface ReadBody<T> {

  /** Reads inside an open read-only transaction. */
  T read(Handle tx);
}
