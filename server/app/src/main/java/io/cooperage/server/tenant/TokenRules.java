package io.cooperage.server.tenant;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.TokenRequest;
import io.cooperage.api.TokenRotation;
import io.cooperage.server.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What requests for tokens have to look like. */
final class TokenRules {
  private static final Pattern USER = Pattern.compile("[\\w.@-]{1,255}");
  private static final int NAME_LENGTH = 255;
  private static final long LONGEST = 36_500L * 24 * 60 * 60;
  private static final long OVERLAP = 3_600;
  private static final long LONGEST_OVERLAP = 7L * 24 * 60 * 60;

  private TokenRules() {}

  static void check(TokenRequest request) {
    List<String> errors = new ArrayList<>();
    if (request.name() == null
        || request.name().isBlank()
        || request.name().length() > NAME_LENGTH) {
      errors.add("name must be 1 to 255 characters that tell what the token is for");
    }
    if (request.tenant() == null) {
      errors.add("tenant is missing");
    }
    if (request.user() == null || !USER.matcher(request.user()).matches()) {
      errors.add("user must be 1 to 255 letters, digits, _, ., @ and -");
    }
    if (request.role() == null) {
      errors.add(
          "role is missing; it must be superadmin, admin, operator, member, viewer or worker");
    }
    if (request.expiresInSeconds() == null) {
      errors.add("expiresInSeconds must be a whole number, or be left out");
    } else if (request.expiresInSeconds().filter(seconds -> seconds <= 0).isPresent()) {
      errors.add("expiresInSeconds must be more than 0");
    } else if (request.expiresInSeconds().filter(seconds -> seconds > LONGEST).isPresent()) {
      errors.add("expiresInSeconds must be at most " + LONGEST + "; leave it out for never");
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(
              ErrorCode.INVALID_REQUEST,
              "The token does not fit: " + String.join("; ", errors) + ". Correct it.")
          .withErrors(errors);
    }
  }

  static Duration overlap(TokenRotation rotation) {
    long seconds =
        rotation.overlapSeconds() == null ? -1 : rotation.overlapSeconds().orElse(OVERLAP);
    if (seconds < 0 || seconds > LONGEST_OVERLAP) {
      throw new ProblemException(
          ErrorCode.INVALID_REQUEST,
          "overlapSeconds must be 0 to "
              + LONGEST_OVERLAP
              + ", or be left out for "
              + OVERLAP
              + ".");
    }
    return Duration.ofSeconds(seconds);
  }
}
