package io.cooperage.galera.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy in front of a node that understands just enough of the protocol to see a COMMIT go
 * by, and cuts the connection around it when told to. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final InetSocketAddress node;
  private final InetAddress from;
  private final Queue<Cut> cuts = new ConcurrentLinkedQueue<>();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger seen = new AtomicInteger();
  private volatile Optional<Repeated> repeated = Optional.empty();
  private volatile Runnable told = () -> {};

  private record Repeated(Cut cut, int every) {}

  private FaultyProxy(ServerSocket listener, InetSocketAddress node, InetAddress from) {
    this.listener = listener;
    this.node = node;
    this.from = from;
  }

  /** Listens on a free port of the loopback, on behalf of the node. */
  public static FaultyProxy before(GaleraNode node) throws IOException {
    ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    return between(
        listener,
        new InetSocketAddress(node.spec().address(), node.spec().port()),
        InetAddress.getLoopbackAddress());
  }

  /**
   * Takes connections from {@code listener}, which it closes in the end, to the node.
   *
   * @param from the address of this machine that the node sees
   */
  public static FaultyProxy between(
      ServerSocket listener, InetSocketAddress node, InetAddress from) {
    FaultyProxy proxy = new FaultyProxy(listener, node, from);
    daemon("faulty-proxy", proxy::accept);
    return proxy;
  }

  /** JDBC URL of a database on the node, through this proxy. */
  public String jdbcUrl(String database) {
    return "jdbc:mariadb://127.0.0.1:%d/%s".formatted(listener.getLocalPort(), database);
  }

  /** Cuts at the next COMMIT that goes by; further calls queue up. */
  public void cutNext(Cut cut) {
    cuts.add(cut);
  }

  /** Cuts at each n-th COMMIT from now on, besides the next ones that were asked for. */
  public void cutEvery(Cut cut, int every) {
    repeated = Optional.of(new Repeated(cut, every));
  }

  /** Runs {@code each} at every cut from now on, before the client can know of it. */
  public void tellOfCuts(Runnable each) {
    told = each;
  }

  /** How many cuts were made. */
  public int cutsMade() {
    return made.get();
  }

  /** Cuts every connection that is open now. */
  public void cutAll() {
    connections.forEach(ProxiedConnection::close);
  }

  Optional<Cut> nextCut() {
    return Optional.ofNullable(cuts.poll())
        .or(
            () ->
                repeated
                    .filter(due -> seen.incrementAndGet() % due.every() == 0)
                    .map(Repeated::cut));
  }

  void cut() {
    made.incrementAndGet();
    told.run();
  }

  void ended(ProxiedConnection connection) {
    connections.remove(connection);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        open(listener.accept());
      } catch (IOException e) {
        // The listener was closed, or the client gave up already.
      }
    }
  }

  private void open(Socket client) throws IOException {
    Socket server = new Socket();
    try {
      server.bind(new InetSocketAddress(from, 0));
      server.connect(node, 1000);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    ProxiedConnection connection = new ProxiedConnection(this, client, server);
    connections.add(connection);
    daemon("faulty-proxy-up", connection::pumpUp);
    daemon("faulty-proxy-down", connection::pumpDown);
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cutAll();
  }
}
