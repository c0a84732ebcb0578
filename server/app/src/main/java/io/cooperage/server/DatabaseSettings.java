package io.cooperage.server;

import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The one MariaDB node of this datacenter.
 *
 * @param url one host only: {@code jdbc:mariadb://10.77.1.1:3306/cooperage}
 * @param passwordFile file whose first line is the password; or {@code password}, for the
 *     environment: {@code ${COOPERAGE_DB_PASSWORD}}
 * @param poolSize connections for requests; default 24. Leases and ids have six of their own, and
 *     so have workers
 * @param transactionDeadline how long a transaction is retried; default 8 s
 */
public record DatabaseSettings(
    @NotNull(message = "is missing: give the JDBC URL of the local node")
        @Pattern(
            regexp = "jdbc:mariadb://[^,/]+/.+",
            message = "must name one host, the local node: jdbc:mariadb://HOST:3306/cooperage")
        String url,
    @NotBlank(message = "is missing: name the database user of the server") String user,
    String passwordFile,
    String password,
    @Min(value = 4, message = "must be at least 4")
        @Max(value = 500, message = "must be at most 500")
        Integer poolSize,
    @DurationRange(
            min = 1,
            max = 60,
            unit = TimeUnit.SECONDS,
            message = "must be 1s to 1m, such as 8s")
        Duration transactionDeadline) {
  public DatabaseSettings {
    poolSize = poolSize == null ? 24 : poolSize;
    transactionDeadline = transactionDeadline == null ? Duration.seconds(8) : transactionDeadline;
  }

  @AssertTrue(message = "needs either passwordFile or password, not both and not neither")
  public boolean isOnePasswordGiven() {
    return (passwordFile == null) != (password == null);
  }

  @AssertTrue(message = "passwordFile cannot be read: make it readable for the user of the server")
  public boolean isPasswordFileReadable() {
    return passwordFile == null || Files.isReadable(Path.of(passwordFile));
  }

  /** The password itself, read anew. */
  String secret() {
    if (passwordFile == null) {
      return password;
    }
    try {
      return Files.readAllLines(Path.of(passwordFile)).stream().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new UncheckedIOException("database.passwordFile " + passwordFile, e);
    }
  }

  @Override
  public String toString() {
    return "DatabaseSettings[url=" + url + ", user=" + user + ", password=[REDACTED]]";
  }
}
