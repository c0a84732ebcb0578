package io.cooperage.drill.bench;

import io.cooperage.drill.host.Command;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What is measured, as git knows it.
 *
 * @param name the commit, with a {@code +} if files differ from it; {@code unknown} without git
 * @param since when it was committed; empty if files differ from it
 */
record Build(String name, Optional<Instant> since) {

  private static final String UNKNOWN = "unknown";

  static Build of(Path checkout) {
    Optional<String> commit = git(checkout, "rev-parse", "--short=9", "HEAD");
    if (commit.isEmpty()) {
      return new Build(UNKNOWN, Optional.empty());
    }
    boolean changed =
        git(checkout, "status", "--porcelain", "--", ".", ":(exclude)docs")
            .filter(String::isEmpty)
            .isEmpty();
    if (changed) {
      return new Build(commit.get() + "+", Optional.empty());
    }
    return new Build(
        commit.get(),
        git(checkout, "show", "--no-patch", "--format=%ct", "HEAD")
            .map(Long::parseLong)
            .map(Instant::ofEpochSecond));
  }

  /** Whether figures of this name are of this build for certain. */
  boolean isCommitted() {
    return since.isPresent();
  }

  /** Also in a checkout of somebody else's, such as that of whoever called sudo. */
  private static Optional<String> git(Path checkout, String... arguments) {
    Command.Outcome outcome;
    try {
      outcome =
          Command.of("git", "-c", "safe.directory=*", "-C", checkout.toString())
              .and(arguments)
              .attempt();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
    return outcome.succeeded() ? Optional.of(outcome.output().strip()) : Optional.empty();
  }
}
