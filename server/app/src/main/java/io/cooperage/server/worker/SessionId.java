package io.cooperage.server.worker;

import java.util.UUID;

/** Ids of sessions: the worker's name, a dash, and 13 characters that no other session has. */
final class SessionId {
  /** How many characters follow the name. */
  static final int SUFFIX = 14;

  private SessionId() {}

  static String next(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, SUFFIX - 1);
  }

  static String nameOf(String id) {
    return id.substring(0, Math.max(0, id.length() - SUFFIX));
  }
}
