package io.cooperage.galera.testing;

import java.math.BigInteger;
import java.security.SecureRandom;

/** A database user with its password, which is never printed. */
public record Account(String user, String password) {

  private static final SecureRandom RANDOM = new SecureRandom();

  public Account {
    if (!user.matches("\\w{1,32}") || !password.matches("\\w{1,64}")) {
      throw new IllegalArgumentException(
          "user and password may hold letters, digits and underscores only (user: " + user + ")");
    }
  }

  /** A user with a password that nobody knows yet. */
  public static Account random(String user) {
    return new Account(user, new BigInteger(160, RANDOM).toString(36));
  }

  @Override
  public String toString() {
    return "Account[user=" + user + ", password=[REDACTED]]";
  }
}
