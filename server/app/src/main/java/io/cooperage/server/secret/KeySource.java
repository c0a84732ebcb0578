package io.cooperage.server.secret;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a master key comes from: 32 random bytes as Base64.
 *
 * @param id its name, which is no secret; never used again for another key
 * @param file file whose first line is the key, readable for its owner only; or {@code value}, for
 *     the environment: {@code ${COOPERAGE_SECRET_KEY}}
 */
public record KeySource(
    @NotNull(message = "is missing: give the key a name, such as k1")
        @Pattern(
            regexp = "[a-z0-9][a-z0-9-]{0,31}",
            message = "must be 1 to 32 of a-z, 0-9 and '-', such as k1")
        String id,
    String file,
    String value) {
  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  @AssertTrue(message = "needs either file or value, not both and not neither")
  public boolean isGivenOnce() {
    return (file == null) != (value == null);
  }

  @AssertTrue(message = "file cannot be read: make it readable for the user of the server")
  public boolean isFileReadable() {
    return file == null || Files.isReadable(Path.of(file));
  }

  @AssertTrue(message = "file can be read by others than its owner: run 'chmod 600' on it")
  public boolean isFilePrivate() {
    return file == null || !isFileReadable() || OWNER.containsAll(permissions());
  }

  @AssertTrue(
      message = "is no key: it must be 32 bytes as Base64, made with 'openssl rand -base64 32'")
  public boolean isKey() {
    return !isGivenOnce() || !isFileReadable() || isUsable();
  }

  boolean isUsable() {
    try {
      return isGivenOnce()
          && isFileReadable()
          && Base64.getDecoder().decode(text()).length == BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  MasterKey read() {
    return new MasterKey(id, Base64.getDecoder().decode(text()));
  }

  String text() {
    if (file == null) {
      return value.strip();
    }
    try {
      return Files.readAllLines(Path.of(file)).stream().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("secrets.keys: " + file + " cannot be read", e);
    }
  }

  private Set<PosixFilePermission> permissions() {
    try {
      return Files.getPosixFilePermissions(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("secrets.keys: " + file + " cannot be looked at", e);
    }
  }

  @Override
  public String toString() {
    return "KeySource[id=" + id + ", file=" + file + ", value=[REDACTED]]";
  }
}
