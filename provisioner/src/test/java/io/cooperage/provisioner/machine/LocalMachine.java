package io.cooperage.provisioner.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real sshd on a loopback port, as the user who runs the tests, with a home, a host key and an
 * authorised client key of its own.
 */
public final class LocalMachine implements AutoCloseable {
  private final Path directory;
  private final Path home;
  private final Path clientKey;
  private final int port;
  private final Process sshd;

  private LocalMachine(Path directory, Path home, Path clientKey, int port, Process sshd) {
    this.directory = directory;
    this.home = home;
    this.clientKey = clientKey;
    this.port = port;
    this.sshd = sshd;
  }

  public static LocalMachine start(Path directory) throws IOException, InterruptedException {
    Path home = Files.createDirectories(directory.resolve("home"));
    Files.writeString(home.resolve(".cooperage-machine"), "");
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    for (String key : new String[] {"host_ed25519", "client"}) {
      run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", directory.resolve(key).toString());
    }
    run("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", directory + "/host_ecdsa");
    int port = freePort();
    Path config = directory.resolve("sshd_config");
    Files.writeString(config, configuration(directory, home, port));
    Process sshd =
        new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("sshd.log").toFile())
            .start();
    Awaitility.await().until(() -> answers(port));
    return new LocalMachine(directory, home, directory.resolve("client"), port, sshd);
  }

  private static String configuration(Path directory, Path home, int port) {
    return """
        ListenAddress 127.0.0.1
        Port %d
        HostKey %s/host_ecdsa
        HostKey %s/host_ed25519
        AuthorizedKeysFile %s/client.pub
        PidFile none
        StrictModes no
        UsePAM no
        PasswordAuthentication no
        PermitRootLogin prohibit-password
        SetEnv HOME=%s
        """
        .formatted(port, directory, directory, directory, home);
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() == 'S';
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + output);
    }
  }

  public Path home() {
    return home;
  }

  public Path clientKey() {
    return clientKey;
  }

  public int port() {
    return port;
  }

  public String user() {
    return System.getProperty("user.name");
  }

  /** The ed25519 one, though sshd would rather show the other. */
  public String hostKey() {
    return publicKey("host_ed25519.pub");
  }

  /** A key that is well-formed and not this machine's. */
  public String strangersKey() {
    return publicKey("client.pub");
  }

  private String publicKey(String file) {
    try {
      return Files.readString(directory.resolve(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public MachineLogin login() {
    return new MachineLogin("127.0.0.1", port, user(), hostKey());
  }

  @Override
  public void close() {
    sshd.descendants().forEach(ProcessHandle::destroyForcibly);
    sshd.destroy();
    try {
      sshd.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
