package io.cooperage.server.webhook;

import io.cooperage.api.ErrorCode;
import io.cooperage.api.SecretRotation;
import io.cooperage.api.WebhookRequest;
import io.cooperage.server.event.EventFilter;
import io.cooperage.server.web.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a webhook may be. Thread-safe. */
final class WebhookRules {
  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,128}");
  private static final Duration OVERLAP = Duration.ofDays(1);
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

  private final Targets targets;

  WebhookRules(Targets targets) {
    this.targets = targets;
  }

  /**
   * @throws ProblemException INVALID_REQUEST with a line for each wrong value
   */
  void check(WebhookRequest request) {
    List<String> errors = new ArrayList<>();
    if (request.name() == null || !NAME.matcher(request.name()).matches()) {
      errors.add("name must be 1 to 128 letters, digits, _, . and -");
    }
    targets.complaint(request.url()).ifPresent(errors::add);
    if (request.types() == null || request.types().isEmpty()) {
      errors.add("types is missing; name some, such as cluster.*, or * for all");
    }
    require(errors);
    new EventFilter(request.types(), request.subject()).checked();
  }

  /** The same for one that is there: its name stays, and its secret is not changed this way. */
  void checkChange(WebhookRequest request, String name) {
    check(request);
    List<String> errors = new ArrayList<>();
    if (!name.equals(request.name())) {
      errors.add("name is \"%s\" and stays; make another webhook instead".formatted(name));
    }
    if (request.secret().isPresent()) {
      errors.add("secret is changed with POST …/secret, so that both work for a time");
    }
    require(errors);
  }

  /** How long the secrets before sign too. */
  Duration overlap(SecretRotation request) {
    long seconds = request.overlapSeconds().orElse(OVERLAP.toSeconds());
    if (seconds < 0 || seconds > LONGEST_OVERLAP.toSeconds()) {
      require(
          List.of(
              "overlapSeconds is %d; it must be 0 to %d"
                  .formatted(seconds, LONGEST_OVERLAP.toSeconds())));
    }
    return Duration.ofSeconds(seconds);
  }

  private static void require(List<String> errors) {
    if (!errors.isEmpty()) {
      throw new ProblemException(
              ErrorCode.INVALID_REQUEST,
              "The webhook does not fit: " + String.join("; ", errors) + ". Correct it.")
          .withErrors(errors);
    }
  }
}
