package io.cooperage.drill.lab;

import io.cooperage.drill.fault.Shell;
import io.cooperage.drill.host.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The disk of each datacenter's database: a file system of its own in a sparse file, so that it can
 * be full or fail without the machine's. Who may not mount one, and whose data lie elsewhere
 * already, keeps them in a plain directory, and has no disk to break.
 *
 * <p>All are mounted below one mount that is shared with the namespaces of the lab's processes, so
 * that what is unmounted here is unmounted everywhere.
 */
final class LabDisks {

  private static final Path USERS = Path.of("/proc/self/uid_map");
  private static final Path LOOP_CONTROL = Path.of("/dev/loop-control");

  /** Much more than the data of a lab; what is not used takes no room. */
  private static final String SIZE = "4G";

  private static final String FILLER = "filler";

  /** Takes the image, the place and the directory of all places. */
  private static final String MOUNT =
      """
      set -e
      if ! mountpoint -q "$3"; then
        mkdir -p "$3"
        mount -t tmpfs -o mode=755,size=1m disks "$3"
        mount --make-shared "$3"
      fi
      mountpoint -q "$2" && exit 0
      mkdir -p "$2"
      e2fsck -p "$1" >&2 || [ $? = 1 ]
      device=$(losetup --find --show --direct-io=on "$1" || losetup --find --show "$1")
      mount -t ext4 -o noatime,errors=remount-ro "$device" "$2" || { losetup -d "$device"; exit 1; }
      # From now on it lasts as long as the mount.
      losetup -d "$device"
      # Of a fault that a machine's restart ended.
      rm -f "$2/%s"
      """
          .formatted(FILLER);

  private final LabDirectory directory;

  LabDisks(LabDirectory directory) {
    this.directory = directory;
  }

  /** Where this user may have disks at all. */
  private static boolean possible() {
    try {
      return Files.readString(USERS).strip().matches("0\\s+0\\s+4294967295")
          && Files.exists(LOOP_CONTROL);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a datacenter has a disk. */
  boolean has(Datacenter datacenter) {
    return Files.exists(image(datacenter));
  }

  /** Where a datacenter's database has its files. */
  Path directory(Datacenter datacenter) {
    return has(datacenter) ? place(datacenter) : plain(datacenter);
  }

  /** Puts a datacenter's disk in its place, and makes it if there are no data yet. */
  void mount(Datacenter datacenter) {
    if (!has(datacenter) && possible() && !Files.exists(plain(datacenter))) {
      make(datacenter);
    }
    if (has(datacenter)) {
      Command.of("sh", "-c", MOUNT, "mount").and(arguments(datacenter)).run();
    }
  }

  private void make(Datacenter datacenter) {
    Path draft = image(datacenter).resolveSibling("galera.img.new");
    try {
      Files.createDirectories(draft.getParent());
      Command.of("truncate", "--size=" + SIZE, draft.toString()).run();
      // A journal would have every commit written twice.
      Command.of("mkfs.ext4", "-q", "-F", "-m", "0", "-O", "^has_journal", draft.toString()).run();
      Files.move(draft, image(datacenter));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes all disks out of their places; one that somebody looks into goes when they leave. */
  void unmount() {
    if (!Files.isDirectory(places())) {
      return;
    }
    Command.of("sh", "-c", "! mountpoint -q \"$1\" || umount --recursive --lazy \"$1\"", "unmount")
        .and(places().toString())
        .run();
    try {
      // Never with what is in it: that would be data, had it not been unmounted.
      Files.delete(places());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path places() {
    return directory.root().resolve("disks");
  }

  /** Takes up all room of a disk. */
  void fill(Datacenter datacenter) {
    Command.of(
            "sh",
            "-c",
            """
            free=$(df --output=avail --block-size=1 "$1" | tail -n 1)
            fallocate --length "$free" "$1/$2"
            cat /dev/zero >> "$1/$2" 2>/dev/null
            [ "$(df --output=avail --block-size=1 "$1" | tail -n 1)" -eq 0 ]
            """,
            "fill",
            place(datacenter).toString(),
            FILLER)
        .run();
  }

  /** A shell command that gives the room back. */
  String emptying(Datacenter datacenter) {
    return "rm -f " + Shell.quote(place(datacenter).resolve(FILLER).toString());
  }

  /** Makes the kernel believe that the file system is damaged. */
  void damage(Datacenter datacenter) {
    Command.of(
            "sh",
            "-c",
            "echo 1 > /sys/fs/ext4/$(basename $(findmnt -n -o SOURCE \"$1\"))/trigger_fs_error",
            "damage",
            place(datacenter).toString())
        .run();
  }

  /** Lets every write to a disk wait, from now on. */
  void freeze(Datacenter datacenter) {
    Command.of("fsfreeze", "--freeze", place(datacenter).toString()).run();
  }

  /** A shell command that lets writes go on; one that was never made to wait refuses it. */
  String thawing(Datacenter datacenter) {
    return "fsfreeze --unfreeze %s 2>/dev/null || :"
        .formatted(Shell.quote(place(datacenter).toString()));
  }

  /** Shell commands that check a disk and mount it anew, once what used it has ended. */
  List<String> repairing(Datacenter datacenter) {
    String image = Shell.quote(image(datacenter).toString());
    String place = Shell.quote(place(datacenter).toString());
    return List.of(
        // Its watchdog looks into it now and then.
        "for attempt in $(seq 50); do mountpoint -q %1$s || break; umount %1$s || sleep 0.1; done"
            .formatted(place),
        "! mountpoint -q %s || exit 1".formatted(place),
        "for attempt in $(seq 100); do [ -z \"$(losetup -j %s)\" ] && break; sleep 0.1; done"
            .formatted(image),
        Shell.command(
            Command.of("sh", "-c", MOUNT, "mount").and(arguments(datacenter)).arguments()));
  }

  private String[] arguments(Datacenter datacenter) {
    return new String[] {
      image(datacenter).toString(), place(datacenter).toString(), places().toString()
    };
  }

  private Path image(Datacenter datacenter) {
    return directory.datacenter(datacenter).resolve("galera.img");
  }

  private Path place(Datacenter datacenter) {
    return places().resolve(datacenter.name());
  }

  private Path plain(Datacenter datacenter) {
    return directory.datacenter(datacenter).resolve("galera");
  }
}
