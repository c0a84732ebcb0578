package io.cooperage.provisioner.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Bash programs kept beside the classes that use them; they travel on the command line of a run.
 */
public final class RemoteScripts {
  private RemoteScripts() {}

  static String text(String name) {
    return text(RemoteScripts.class, name);
  }

  /** The text of a resource in the package of {@code user}. */
  public static String text(Class<?> user, String name) {
    try (InputStream in = user.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The script " + name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
