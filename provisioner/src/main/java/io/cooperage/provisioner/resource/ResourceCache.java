package io.cooperage.provisioner.resource;

import io.cooperage.provisioner.plugin.PluginException;
import io.cooperage.provisioner.plugin.ResourceFiles;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory with one file per content, named by its SHA-256. A file is there whole or not at all.
 * Its hash is verified when it comes, and again before its use if this process has not seen it, or
 * it has changed since. Beyond the bound those go that were not used for longest, but none that was
 * given out in the last minute. One content is fetched at a time. Thread-safe.
 */
public final class ResourceCache implements ResourceFiles {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Duration IN_USE = Duration.ofMinutes(1);
  private static final String PART = ".part";

  private final Path directory;
  private final long bound;
  private final BlobSource source;
  private final Clock clock;
  private final Semaphore fetching = new Semaphore(1);
  private final Map<String, Stamp> verified = new ConcurrentHashMap<>();

  /** How a file was when its hash was right. */
  private record Stamp(long size, FileTime modified) {}

  private record Kept(Path file, long size, FileTime used) {}

  /**
   * @param bound of all files together, in bytes
   */
  public ResourceCache(Path directory, long bound, BlobSource source, Clock clock) {
    this.directory = directory;
    this.bound = bound;
    this.source = source;
    this.clock = clock;
    try {
      Files.createDirectories(directory);
      try (Stream<Path> left = Files.list(directory)) {
        for (Path part : left.filter(file -> file.toString().endsWith(PART)).toList()) {
          Files.deleteIfExists(part);
        }
      }
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
    fetching.acquire();
    try {
      if (!isRight(sha256, file)) {
        fetch(sha256, file);
      }
      use(sha256, file);
      evict();
    } catch (IOException e) {
      throw new PluginException(
          "Resource " + sha256 + " cannot be kept in " + directory + ": " + e.getMessage(), e);
    } finally {
      fetching.release();
    }
    return file;
  }

  private boolean isRight(String sha256, Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    return stamp(file).equals(verified.get(sha256)) || hash(file).equals(sha256);
  }

  private void use(String sha256, Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    verified.put(sha256, stamp(file));
  }

  private static Stamp stamp(Path file) throws IOException {
    return new Stamp(Files.size(file), Files.getLastModifiedTime(file));
  }

  /** Oldest use first. */
  private void evict() throws IOException {
    List<Kept> files = kept();
    long total = files.stream().mapToLong(Kept::size).sum();
    FileTime recent = FileTime.from(clock.instant().minus(IN_USE));
    for (Kept one : files) {
      if (total <= bound || one.used().compareTo(recent) > 0) {
        return;
      }
      Files.deleteIfExists(one.file());
      verified.remove(one.file().getFileName().toString());
      total -= one.size();
    }
  }

  private List<Kept> kept() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> SHA256.matcher(file.getFileName().toString()).matches())
          .map(ResourceCache::kept)
          .sorted(Comparator.comparing(Kept::used))
          .toList();
    }
  }

  private static Kept kept(Path file) {
    try {
      return new Kept(file, Files.size(file), Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The cached resource " + file + " cannot be seen", e);
    }
  }

  private void fetch(String sha256, Path file)
      throws IOException, PluginException, InterruptedException {
    Path part = Files.createTempFile(directory, sha256, PART);
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
  }

  private String download(String sha256, Path part)
      throws IOException, PluginException, InterruptedException {
    MessageDigest digest = newDigest();
    try (OutputStream out = new DigestOutputStream(new FileOutputStream(part.toFile()), digest)) {
      source.fetch(sha256, out);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String hash(Path file) throws IOException {
    MessageDigest digest = newDigest();
    try (InputStream in = new DigestInputStream(new FileInputStream(file.toFile()), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
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
