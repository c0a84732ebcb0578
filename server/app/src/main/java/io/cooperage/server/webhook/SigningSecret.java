package io.cooperage.server.webhook;

import io.cooperage.api.ErrorCode;
import io.cooperage.server.web.ProblemException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key that a webhook's messages are signed with, as Standard Webhooks writes it: {@code whsec_}
 * and Base64.
 */
final class SigningSecret {
  private static final String PREFIX = "whsec_";
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SigningSecret() {}

  static String make() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * @return {@code text} itself
   * @throws ProblemException INVALID_REQUEST, without the secret, if it is none
   */
  static String checked(String text) {
    try {
      int length = bytes(text).length;
      if (text.startsWith(PREFIX) && length >= SHORTEST && length <= LONGEST) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // Said below, and without what was sent.
    }
    throw new ProblemException(
        ErrorCode.INVALID_REQUEST,
        "secret must be %s and %d to %d random bytes in Base64. Leave it out to get one."
            .formatted(PREFIX, SHORTEST, LONGEST));
  }

  static byte[] bytes(String secret) {
    return Base64.getDecoder()
        .decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
  }
}
