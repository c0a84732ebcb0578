package io.cooperage.drill.lab;

import io.cooperage.drill.host.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The passwords, keys and tokens of one lab: made once, each in a file that only its owner reads.
 * They reach programs as files and never as arguments or log lines.
 */
final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PASSWORD_BYTES = 24;
  private static final int MASTER_KEY_BYTES = 32;
  private static final int SERIAL_BITS = 120;

  private final Path directory;

  Secrets(Path directory) {
    this.directory = directory;
  }

  /** The secrets that are words. */
  enum Word {
    DATABASE_APPLICATION("db-application"),
    DATABASE_MIGRATIONS("db-migrations"),
    DATABASE_TRANSFER("db-transfer"),
    DATABASE_BENCH("db-bench"),
    DATABASE_WATCHDOG("db-watchdog"),
    ADMIN_TOKEN("admin-token"),
    PROVISIONER_TOKEN("provisioner-token"),
    MASTER_KEY("master-key");

    private final String file;

    Word(String file) {
      this.file = file;
    }
  }

  Path file(Word word) {
    return directory.resolve(word.file);
  }

  /** A secret that exists, or else is made now. */
  String password(Word word) {
    return find(word)
        .orElseGet(
            () -> {
              byte[] bytes = new byte[PASSWORD_BYTES];
              RANDOM.nextBytes(bytes);
              String made = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
              store(word, made);
              return made;
            });
  }

  Optional<String> find(Word word) {
    try {
      return Files.exists(file(word))
          ? Optional.of(Files.readString(file(word)).strip())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void store(Word word, String value) {
    prepare();
    LabDirectory.writePrivate(file(word), value + "\n");
  }

  Path authority() {
    return directory.resolve("ca.pem");
  }

  Path certificate(Datacenter datacenter) {
    return directory.resolve(datacenter + ".pem");
  }

  Path key(Datacenter datacenter) {
    return directory.resolve(datacenter + ".key");
  }

  /** The private key with which provisioners log in to the lab machines. */
  Path machineKey() {
    return directory.resolve("machine-key");
  }

  Path machinePublicKey() {
    return directory.resolve("machine-key.pub");
  }

  /** Makes whatever is missing. */
  void prepare(LabAddresses addresses) {
    prepare();
    for (Word word :
        List.of(
            Word.DATABASE_APPLICATION,
            Word.DATABASE_MIGRATIONS,
            Word.DATABASE_TRANSFER,
            Word.DATABASE_BENCH,
            Word.DATABASE_WATCHDOG)) {
      password(word);
    }
    prepareMasterKey();
    if (!Files.exists(machinePublicKey())) {
      LabDirectory.removeTree(machineKey());
      Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "cooperage-lab", "-f")
          .and(machineKey().toString())
          .run();
    }
    if (!Files.exists(authority())) {
      makeAuthority();
    }
    for (Datacenter datacenter : Datacenter.all()) {
      if (!Files.exists(certificate(datacenter))) {
        makeCertificate(datacenter, addresses.address(datacenter));
      }
    }
  }

  /** The servers' key for what they keep secret, the same in all datacenters. */
  private void prepareMasterKey() {
    if (find(Word.MASTER_KEY).isEmpty()) {
      byte[] bytes = new byte[MASTER_KEY_BYTES];
      RANDOM.nextBytes(bytes);
      store(Word.MASTER_KEY, Base64.getEncoder().encodeToString(bytes));
    }
  }

  private void prepare() {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void makeAuthority() {
    Path draft = directory.resolve("ca.pem.new");
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj",
        "/CN=Cooperage lab",
        "-keyout",
        directory.resolve("ca.key").toString(),
        "-out",
        draft.toString());
    publish(draft, authority());
  }

  private void makeCertificate(Datacenter datacenter, String address) {
    Path request = directory.resolve(datacenter + ".csr");
    Path draft = directory.resolve(datacenter + ".pem.new");
    openssl(
        "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj",
        "/CN=" + datacenter,
        "-addext",
        "subjectAltName=IP:" + address,
        "-keyout",
        key(datacenter).toString(),
        "-out",
        request.toString());
    openssl(
        "x509 -req -days 3650 -copy_extensions copy -set_serial",
        "0x" + new BigInteger(SERIAL_BITS, RANDOM).toString(16),
        "-CA",
        authority().toString(),
        "-CAkey",
        directory.resolve("ca.key").toString(),
        "-in",
        request.toString(),
        "-out",
        draft.toString());
    LabDirectory.removeTree(request);
    publish(draft, certificate(datacenter));
  }

  private static void openssl(String fixed, String... rest) {
    Command.of("openssl").and(fixed.split(" ")).and(rest).run();
  }

  /** The certificate appears last and whole, so that its being there means that its key is. */
  private static void publish(Path draft, Path target) {
    try {
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
      Files.move(draft, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
