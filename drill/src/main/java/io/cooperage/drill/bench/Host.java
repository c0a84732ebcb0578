package io.cooperage.drill.bench;

import io.cooperage.bench.Machine;
import io.cooperage.drill.host.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** This machine. */
final class Host {

  private static final String UNKNOWN = "unknown";
  private static final Pattern MARIADB = Pattern.compile("Ver\\s+(\\S+)");

  private Host() {}

  static Machine describe() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        value("/proc/cpuinfo", "model name"),
        memoryMebibytes(),
        System.getProperty("os.version"),
        System.getProperty("java.version"),
        mariadb(),
        load());
  }

  private static long memoryMebibytes() {
    String kibibytes = value("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
    return kibibytes.isEmpty() ? 0 : Long.parseLong(kibibytes) / 1024;
  }

  /** Of the first line {@code name: value}. */
  private static String value(String file, String name) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static double load() {
    return lines("/proc/loadavg").stream()
        .map(line -> Double.parseDouble(line.split(" ")[0]))
        .findFirst()
        .orElse(0.0);
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String mariadb() {
    try {
      Matcher version = MARIADB.matcher(Command.of("mariadbd", "--version").attempt().output());
      return version.find() ? version.group(1) : UNKNOWN;
    } catch (RuntimeException e) {
      return UNKNOWN;
    }
  }
}
