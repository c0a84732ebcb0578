package io.cooperage.server.secret;

import java.util.Base64;

/**
 * A sealed value as text, where a plain one would stand: {@code $sealed$SCOPE$BASE64}. No plain
 * value may begin like one.
 */
public record SealedText(KeyScope scope, byte[] bytes) {
  public static final String PREFIX = "$sealed$";

  public static boolean isSealed(String text) {
    return text != null && text.startsWith(PREFIX);
  }

  /**
   * @throws UnreadableSecretException if it is none
   */
  public static SealedText parse(String text) {
    int end = text.lastIndexOf('$');
    if (!isSealed(text) || end < PREFIX.length()) {
      throw new UnreadableSecretException("A text that should be a sealed value is none.");
    }
    try {
      return new SealedText(
          KeyScope.parse(text.substring(PREFIX.length(), end)),
          Base64.getDecoder().decode(text.substring(end + 1)));
    } catch (IllegalArgumentException e) {
      throw new UnreadableSecretException("A sealed value is not as it was written.");
    }
  }

  @Override
  public String toString() {
    return PREFIX + scope.text() + "$" + Base64.getEncoder().encodeToString(bytes);
  }
}
