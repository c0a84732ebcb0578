package io.cooperage.drill.lab;

import io.cooperage.drill.fault.Processes;
import io.cooperage.drill.host.Command;
import io.cooperage.drill.host.Daemon;
import io.cooperage.drill.host.NetworkNamespaces;
import io.cooperage.drill.host.Poll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The lab machines: each an unprivileged sshd, first process of its own PID, UTS, mount and network
 * namespace, with an address, a host key and a home of its own. A machine that is powered off loses
 * its processes and keeps its home.
 */
final class Machines implements Part {

  /** The login on every machine. */
  static final String USER = "cooper";

  private static final Duration READY = Duration.ofSeconds(20);
  private static final int FIRST_UID = 21000;

  /** Runs as process 1 of the machine; takes its directory, its home, its name and its uid. */
  private static final String BOOT =
      """
      set -e
      hostname "$3"
      mount -t tmpfs -o mode=755,size=1m machine /mnt
      mkdir /mnt/etc /mnt/home
      mount --bind "$1" /mnt/etc
      mount --bind "$2" /mnt/home
      mount -t tmpfs -o mode=755,size=8m machine /run
      mount -t tmpfs -o mode=755,size=1m machine /home
      mount -t tmpfs -o mode=1777,size=64m machine /tmp
      mkdir /run/machine /run/user /home/%1$s
      chmod 1777 /run/user
      mount --bind /mnt/etc /run/machine
      mount --bind /mnt/home /home/%1$s
      mount --bind /run/machine/passwd /etc/passwd
      mount --bind /run/machine/group /etc/group
      umount -R /mnt
      cd /
      exec setpriv --reuid="$4" --regid="$4" --clear-groups --inh-caps=-all --bounding-set=-all \
        --no-new-privs /usr/sbin/sshd -D -e -f /run/machine/sshd_config
      """
          .formatted(USER);

  private final LabSite site;

  Machines(LabSite site) {
    this.site = site;
  }

  @Override
  public Component component() {
    return Component.MACHINES;
  }

  @Override
  public List<Daemon> daemons(Datacenter datacenter) {
    return LabAddresses.machines().mapToObj(machine -> daemon(datacenter, machine)).toList();
  }

  private Daemon daemon(Datacenter datacenter, int machine) {
    return site.directory().daemon(datacenter + "-" + LabAddresses.machineName(machine));
  }

  @Override
  public void start(Datacenter datacenter) {
    LabAddresses.machines()
        .filter(machine -> !daemon(datacenter, machine).running())
        .forEach(
            machine -> {
              prepare(datacenter, machine);
              daemon(datacenter, machine).start(command(datacenter, machine), Map.of());
            });
  }

  private List<String> command(Datacenter datacenter, int machine) {
    List<String> command = new ArrayList<>();
    command.addAll(NetworkNamespaces.enter(site.addresses().machineNamespace(datacenter, machine)));
    command.addAll(List.of("unshare", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc"));
    // A disk that is unmounted outside must not live on in here.
    command.addAll(List.of("--propagation", "slave"));
    command.addAll(List.of("sh", "-c", BOOT, "machine"));
    command.add(etc(datacenter, machine).toString());
    command.add(home(datacenter, machine).toString());
    command.add(datacenter + "-" + LabAddresses.machineName(machine));
    command.add(Integer.toString(uid(datacenter, machine)));
    return command;
  }

  private static int uid(Datacenter datacenter, int machine) {
    return FIRST_UID + 100 * datacenter.number() + machine;
  }

  private Path directory(Datacenter datacenter, int machine) {
    return site.directory()
        .datacenter(datacenter)
        .resolve("machines")
        .resolve(LabAddresses.machineName(machine));
  }

  private Path etc(Datacenter datacenter, int machine) {
    return directory(datacenter, machine).resolve("etc");
  }

  private Path home(Datacenter datacenter, int machine) {
    return directory(datacenter, machine).resolve("home");
  }

  /** The public host key, as it stands in {@code known_hosts}: type and key. */
  String hostKey(Datacenter datacenter, int machine) {
    try {
      String line = Files.readString(etc(datacenter, machine).resolve("host_key.pub"));
      String[] fields = line.split(" ");
      return fields[0] + " " + fields[1].strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void prepare(Datacenter datacenter, int machine) {
    Path etc = etc(datacenter, machine);
    Path home = home(datacenter, machine);
    int uid = uid(datacenter, machine);
    try {
      Files.createDirectories(etc);
      Files.createDirectories(home);
      if (!Files.exists(etc.resolve("host_key.pub"))) {
        LabDirectory.removeTree(etc.resolve("host_key"));
        Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f")
            .and(etc.resolve("host_key").toString())
            .run();
      }
      LabDirectory.writePublic(
          etc.resolve("authorized_keys"), Files.readString(site.secrets().machinePublicKey()));
      // Says to the pool's provider that everything else in this home may be deleted.
      LabDirectory.writePublic(home.resolve(".cooperage-machine"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LabDirectory.writePublic(
        etc.resolve("passwd"),
        """
        root:x:0:0:root:/root:/usr/sbin/nologin
        %1$s:x:%2$d:%2$d:Lab machine:/home/%1$s:/bin/bash
        nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
        """
            .formatted(USER, uid));
    LabDirectory.writePublic(
        etc.resolve("group"), "root:x:0:\n%s:x:%d:\nnogroup:x:65534:\n".formatted(USER, uid));
    LabDirectory.writePublic(etc.resolve("sshd_config"), configuration(datacenter, machine));
    Command.of("chown", "%1$d:%1$d".formatted(uid), home.toString())
        .and(etc.resolve("host_key").toString())
        .run();
  }

  String configuration(Datacenter datacenter, int machine) {
    return Template.load("sshd_config")
        .fill(
            Map.of(
                "machine",
                datacenter + "-" + LabAddresses.machineName(machine),
                "address",
                site.addresses().machineAddress(datacenter, machine),
                "user",
                USER));
  }

  @Override
  public void awaitReady(Datacenter datacenter) {
    LabAddresses.machines()
        .forEach(
            machine -> {
              String address = site.addresses().machineAddress(datacenter, machine);
              if (!Poll.until(READY, () -> Ports.open(address, LabAddresses.SSH_PORT))) {
                throw new LabException(
                    "Machine %s of %s does not listen on %s:22."
                        .formatted(LabAddresses.machineName(machine), datacenter, address),
                    daemon(datacenter, machine),
                    "see the lines above, then run `make up` again");
              }
            });
  }

  @Override
  public void stop(Datacenter datacenter) {
    // Process 1 of a namespace is deaf to what it has not asked for, and has nothing to save.
    Processes.kill(
        () -> NetworkNamespaces.processes(site.addresses().machineNamespaces(datacenter)));
    daemons(datacenter).forEach(Daemon::forget);
  }

  @Override
  public Health health(Datacenter datacenter) {
    long up =
        LabAddresses.machines()
            .filter(
                machine ->
                    Ports.open(
                        site.addresses().machineAddress(datacenter, machine),
                        LabAddresses.SSH_PORT))
            .count();
    return new Health(
        up == LabAddresses.MACHINES, "%d of %d answer".formatted(up, LabAddresses.MACHINES));
  }
}
