package io.cooperage.provisioner.resource;

import io.cooperage.provisioner.plugin.PluginException;
import io.cooperage.provisioner.plugin.ResourceFiles;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A directory with one file per content, named by its SHA-256. A file is there whole or not at all,
 * and only after its hash was verified. Thread-safe, also between processes.
 */
public final class ResourceCache implements ResourceFiles {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Path directory;
  private final BlobSource source;

  public ResourceCache(Path directory, BlobSource source) {
    this.directory = directory;
    this.source = source;
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("The resource cache " + directory + " cannot be made", e);
    }
  }

  @Override
  public Path file(String sha256) throws PluginException, InterruptedException {
    if (!SHA256.matcher(sha256).matches()) {
      throw new PluginException("\"" + sha256 + "\" is not a SHA-256 in lower-case hexadecimal.");
    }
    Path file = directory.resolve(sha256);
    if (!Files.exists(file)) {
      fetch(sha256, file);
    }
    return file;
  }

  private void fetch(String sha256, Path file) throws PluginException, InterruptedException {
    try {
      Path part = Files.createTempFile(directory, sha256, ".part");
      try {
        String got = download(sha256, part);
        if (!got.equals(sha256)) {
          throw new PluginException(
              "Resource " + sha256 + " arrived with SHA-256 " + got + "; it is not used.");
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new PluginException(
          "Resource " + sha256 + " cannot be kept in " + directory + ": " + e.getMessage(), e);
    }
  }

  private String download(String sha256, Path part)
      throws IOException, PluginException, InterruptedException {
    MessageDigest digest = newDigest();
    try (OutputStream out = new DigestOutputStream(new FileOutputStream(part.toFile()), digest)) {
      source.fetch(sha256, out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
