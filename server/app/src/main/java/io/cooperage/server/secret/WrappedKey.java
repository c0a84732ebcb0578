package io.cooperage.server.secret;

/** A data key as it lies in the database. */
record WrappedKey(KeyScope scope, String master, byte[] bytes) {}
