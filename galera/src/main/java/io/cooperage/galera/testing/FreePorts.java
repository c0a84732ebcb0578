package io.cooperage.galera.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Ports of the loopback that nobody listens on now, each given once. They are below those that the
 * kernel takes for outgoing connections, and JVMs that test side by side (the system property
 * {@code test.fork} counts them) never give the same: so a port stays free until who asked for it
 * listens there.
 */
public final class FreePorts {
  private static final int LOWEST = 10_000;
  private static final int BEYOND = 32_768;
  private static final int FORKS = 8;

  private static final AtomicInteger STEP =
      new AtomicInteger(ThreadLocalRandom.current().nextInt((BEYOND - LOWEST) / FORKS));

  private FreePorts() {}

  public static List<Integer> find(int count) {
    return Stream.generate(FreePorts::find).limit(count).toList();
  }

  public static int find() {
    while (true) {
      int step = STEP.getAndIncrement() % ((BEYOND - LOWEST) / FORKS);
      int port = LOWEST + step * FORKS + Integer.getInteger("test.fork", 0) % FORKS;
      if (isFree(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
