package io.cooperage.galera.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Ports of the loopback that nobody listens on now, each given once. They are below those that the
 * kernel takes for outgoing connections, and come from blocks whose first port this JVM listens on
 * until it ends: so JVMs that test side by side never give the same, and a port stays free until
 * who asked for it listens there.
 */
public final class FreePorts {
  private static final int LOWEST = 10_000;
  private static final int BEYOND = 32_768;
  private static final int BLOCK = 256;
  private static final int BLOCKS = (BEYOND - LOWEST) / BLOCK;

  /** What keeps the blocks of this JVM its own. */
  private static final List<ServerSocket> GUARDS = new ArrayList<>();

  private static int block = ThreadLocalRandom.current().nextInt(BLOCKS);
  private static int next;
  private static int end;

  private FreePorts() {}

  public static List<Integer> find(int count) {
    return Stream.generate(FreePorts::find).limit(count).toList();
  }

  /**
   * One port.
   *
   * @throws IllegalStateException when every block is another JVM's or used up
   */
  public static synchronized int find() {
    while (true) {
      if (next == end) {
        takeBlock();
      }
      int port = next++;
      if (isFree(port)) {
        return port;
      }
    }
  }

  private static void takeBlock() {
    for (int tries = 0; tries < BLOCKS; tries++) {
      block = (block + 1) % BLOCKS;
      int first = LOWEST + block * BLOCK;
      Optional<ServerSocket> guard = listen(first);
      if (guard.isPresent()) {
        GUARDS.add(guard.get());
        next = first + 1;
        end = first + BLOCK;
        return;
      }
    }
    throw new IllegalStateException(
        "none of the %d blocks of ports from %d to %d is free".formatted(BLOCKS, LOWEST, BEYOND));
  }

  private static boolean isFree(int port) {
    Optional<ServerSocket> socket = listen(port);
    try {
      if (socket.isPresent()) {
        socket.get().close();
      }
      return socket.isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ServerSocket> listen(int port) {
    try {
      return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (BindException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
