package io.cooperage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the API is and with which token, if the command line does not say: from the environment,
 * otherwise from the file {@code .lab/env} of the nearest directory upwards.
 */
final class LabEnvironment {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*(?:export\\s+)?([A-Z][A-Z0-9_]*)=(['\"]?)(.*?)\\2\\s*");
  private final Map<String, String> environment;
  private final Path directory;

  LabEnvironment(Map<String, String> environment, Path directory) {
    this.environment = environment;
    this.directory = directory;
  }

  Optional<String> find(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .or(() -> file().flatMap(file -> find(file, variable)));
  }

  private Optional<Path> file() {
    for (Path at = directory.toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve(".lab").resolve("env");
      if (Files.isReadable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> find(Path file, String variable) {
    try {
      return Files.readAllLines(file).stream()
          .map(ASSIGNMENT::matcher)
          .filter(Matcher::matches)
          .filter(assignment -> assignment.group(1).equals(variable))
          .map(assignment -> assignment.group(3))
          .reduce((earlier, later) -> later);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
