package io.cooperage.provisioner.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a configuration, so that one start names it all. */
final class Violations {
  private static final List<String> LOG_LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

  private final List<String> lines = new ArrayList<>();

  void add(String key, String what, String remedy) {
    lines.add(key + " " + what + ": " + remedy + ".");
  }

  void requireReadableFile(String key, Path file, String remedy) {
    if (file == null) {
      add(key, "is missing", "give the path of a file");
    } else if (!Files.isReadable(file)) {
      add(key, "is " + file + ", which cannot be read", remedy);
    }
  }

  void requireBetween(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      add(
          key,
          "is " + Durations.format(value),
          "give a time from " + Durations.format(least) + " to " + Durations.format(most));
    }
  }

  void requireLogLevel(String key, String level) {
    if (!LOG_LEVELS.contains(level)) {
      add(key, "is \"" + level + "\"", "give one of " + String.join(", ", LOG_LEVELS));
    }
  }

  void throwIfAny(Path file) {
    if (!lines.isEmpty()) {
      throw new ConfigException(file + " cannot be used:\n  " + String.join("\n  ", lines));
    }
  }
}
