package io.cooperage.drill.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Tells one build of a program from another: by the virtual machine and its jars' sizes and ages.
 */
final class Fingerprint {

  private Fingerprint() {}

  static String of(String classPath) {
    CRC32 sum = new CRC32();
    sum.update(System.getProperty("java.vm.version", "").getBytes(StandardCharsets.UTF_8));
    for (String jar : classPath.split(":")) {
      try {
        Path path = Path.of(jar);
        String line = "%s %d %s".formatted(jar, Files.size(path), Files.getLastModifiedTime(path));
        sum.update(line.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return "%08x".formatted(sum.getValue());
  }
}
