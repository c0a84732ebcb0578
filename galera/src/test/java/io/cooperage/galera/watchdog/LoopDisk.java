package io.cooperage.galera.watchdog;

import io.cooperage.galera.testing.GaleraNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A disk for the data of a node, which can be made to hang: a file system in a file that lies on
 * another one, which is frozen. So what waits is the device, as when a storage path is gone; frozen
 * itself, a file system also holds back what only changes memory, Galera's own cache among it, and
 * the node hangs before it can hold up others. Needs root.
 */
final class LoopDisk implements AutoCloseable {

  /** Takes the directory of all files, and the place. */
  private static final String MAKE =
      """
      set -e
      device() {
        truncate -s "$2" "$1"
        mkfs.ext4 -q -F -m 0 -O ^has_journal "$1"
        device=$(losetup --find --show --direct-io=on "$1" || losetup --find --show "$1")
        mount -o noatime "$device" "$3" || { losetup -d "$device"; exit 1; }
        # From now on it lasts as long as the mount.
        losetup -d "$device"
        rmdir "$3/lost+found"
      }
      mkdir "$1/device"
      device "$1/device.img" 2G "$1/device"
      mv "$2" "$2.plain"
      mkdir "$2"
      device "$1/device/disk.img" 1G "$2"
      cp -a --sparse=always "$2.plain/." "$2/"
      rm -r "$2.plain"
      """;

  /** Takes what is to be unmounted, in order. */
  private static final String UNMOUNT =
      """
      for place in "$@"; do
        for attempt in $(seq 50); do
          umount "$place" 2>/dev/null || :
          mountpoint -q "$place" || break
          sleep 0.1
        done
        ! mountpoint -q "$place" || exit 1
        # The file stays in use for a moment.
        sleep 0.3
      done
      """;

  /** What a test that is broken off leaves; takes the place and the device. */
  private static final String ABANDON =
      "fsfreeze --unfreeze \"$2\"; umount --lazy \"$1\"; umount --lazy \"$2\"; :";

  private final Path directory;
  private final Path place;
  private final Thread abandon = new Thread(this::abandon, "loop-disk-cleaner");
  private boolean frozen;

  private LoopDisk(Path directory, Path place) {
    this.directory = directory;
    this.place = place;
  }

  /** Whether this user of this machine may have one. */
  static boolean possible() {
    return System.getProperty("user.name").equals("root")
        && Files.exists(Path.of("/dev/loop-control"))
        && Files.exists(Path.of("/usr/sbin/fsfreeze"));
  }

  /** Moves the data of a node that is stopped onto a disk of its own. */
  static LoopDisk under(GaleraNode node) throws IOException, InterruptedException {
    LoopDisk disk = new LoopDisk(node.spec().directory(), node.spec().data());
    Runtime.getRuntime().addShutdownHook(disk.abandon);
    run("sh", "-c", MAKE, "make", disk.directory.toString(), disk.place.toString());
    return disk;
  }

  /** From now on writes wait. */
  void freeze() throws IOException, InterruptedException {
    run("fsfreeze", "--freeze", device());
    frozen = true;
  }

  /** Writes go on. */
  void thaw() throws IOException, InterruptedException {
    if (frozen) {
      run("fsfreeze", "--unfreeze", device());
      frozen = false;
    }
  }

  /** Takes it out of its place; nothing may use it any more. */
  @Override
  public void close() throws IOException, InterruptedException {
    thaw();
    run("sh", "-c", UNMOUNT, "unmount", place.toString(), device());
    Runtime.getRuntime().removeShutdownHook(abandon);
  }

  private void abandon() {
    try {
      run("sh", "-c", ABANDON, "abandon", place.toString(), device());
    } catch (IOException e) {
      System.getLogger(LoopDisk.class.getName())
          .log(System.Logger.Level.WARNING, "cannot unmount " + place, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String device() {
    return directory.resolve("device").toString();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("%s: %s".formatted(List.of(command), said));
    }
  }
}
