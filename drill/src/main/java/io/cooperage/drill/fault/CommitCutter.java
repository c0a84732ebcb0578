package io.cooperage.drill.fault;

import io.cooperage.galera.testing.Cut;
import io.cooperage.galera.testing.FaultyProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The process through which servers reach their database while COMMITs are cut.
 *
 * <p>Arguments: the port to listen on, the database's address and port, the address to come from,
 * when to cut (a {@link Cut}), each how manieth COMMIT, and the tally: a file that gets a line for
 * each that was cut, so that they are known after this process was killed.
 */
public final class CommitCutter {

  private static final int BACKLOG = 128;

  private CommitCutter() {}

  /** The arguments for {@link #main}. */
  public static List<String> arguments(
      int port, InetSocketAddress database, String from, Cut cut, int every, Path tally) {
    return List.of(
        Integer.toString(port),
        database.getAddress().getHostAddress(),
        Integer.toString(database.getPort()),
        from,
        cut.name(),
        Integer.toString(every),
        tally.toString());
  }

  /** Cuts until it is ended. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ServerSocket listener = new ServerSocket(Integer.parseInt(arguments[0]), BACKLOG);
    InetSocketAddress database =
        new InetSocketAddress(arguments[1], Integer.parseInt(arguments[2]));
    Path tally = Files.createFile(Path.of(arguments[6]));
    try (FaultyProxy proxy =
        FaultyProxy.between(listener, database, InetAddress.getByName(arguments[3]))) {
      proxy.tellOfCuts(() -> add(tally));
      proxy.cutEvery(Cut.valueOf(arguments[4]), Integer.parseInt(arguments[5]));
      new CountDownLatch(1).await();
    }
  }

  private static void add(Path tally) {
    try {
      Files.writeString(tally, Instant.now() + "\n", StandardOpenOption.APPEND);
    } catch (NoSuchFileException healed) {
      // The fault went with all its files, and this process is about to.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
