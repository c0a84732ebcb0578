package io.cooperage.server.event;

import io.cooperage.api.TenantRequest;
import io.cooperage.bench.Bound;
import io.cooperage.bench.Figure;
import io.cooperage.bench.FigureWriter;
import io.cooperage.client.CooperageClient;
import io.cooperage.server.testing.ServerCluster;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Event streams on one server: what they cost in memory and threads, and how long an event takes
 * from the answer to its writer until all have it. Arguments: streams, events. The clients are in
 * the same process, on one thread, so the heap that is shown is an upper bound.
 */
public final class EventStreamBenchmark {
  private static final byte[] MARK = "event: tenant.created".getBytes(StandardCharsets.UTF_8);
  private static final double HEAP_WANTED = 1024;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final ServerCluster servers;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
  private final List<Reader> readers = new ArrayList<>();

  /** A stream as its client sees it: how much of the mark it has read, and how often all of it. */
  private static final class Reader {
    private int matched;
    private int events;
    private boolean open;
    private long latest;
  }

  private EventStreamBenchmark(ServerCluster servers) throws IOException {
    this.servers = servers;
    this.selector = Selector.open();
  }

  public static void main(String[] arguments) throws Exception {
    int streams = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    int events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
    try (ServerCluster servers = ServerCluster.start(1)) {
      new EventStreamBenchmark(servers).run(streams, events);
    }
    System.exit(0);
  }

  private void run(int streams, int events) throws Exception {
    CooperageClient writer = servers.client(1);
    writer.tenants().create(new TenantRequest("warm-up", 1, 1, 0));
    List<Double> heapBefore = heapAfterCollections();
    double threadsBefore = threads();
    for (int i = 0; i < streams; i++) {
      connect(servers.url(1));
    }
    readUntil(() -> readers.stream().allMatch(reader -> reader.open));
    List<Double> heap = heapAfterCollections();
    double threads = threads();
    List<Double> all = new ArrayList<>();
    List<Double> last = new ArrayList<>();
    for (int event = 1; event <= events; event++) {
      measure(writer, event, all, last);
    }
    String of = "of a server with %,d event streams".formatted(streams);
    String without = "without streams";
    FigureWriter.open()
        .write(
            List.of(
                Figure.of("streams.heap", "heap after a collection " + of, "MiB", heap)
                    .withNote("their clients included")
                    .comparedWith(without, heapBefore)
                    .wanted(Bound.neverAbove(HEAP_WANTED)),
                Figure.of("streams.threads", "threads " + of, "", List.of(threads))
                    .comparedWith(without, List.of(threadsBefore)),
                Figure.of(
                    "streams.median",
                    "from the answer to the writer until half of the streams have the event",
                    "ms",
                    all),
                Figure.of(
                    "streams.last",
                    "from the answer to the writer until all streams have the event",
                    "ms",
                    last)));
  }

  private void measure(CooperageClient writer, int event, List<Double> half, List<Double> last)
      throws IOException {
    writer.tenants().create(new TenantRequest("made-" + event, 1, 1, 0));
    long written = System.nanoTime();
    readUntil(() -> readers.stream().allMatch(reader -> reader.events >= event));
    List<Long> latest = readers.stream().map(reader -> reader.latest).sorted().toList();
    half.add((latest.get(latest.size() / 2) - written) / 1e6);
    last.add((latest.get(latest.size() - 1) - written) / 1e6);
  }

  private void connect(URI url) throws IOException {
    SocketChannel channel = SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
    String request =
        "GET /v3/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
            + "Authorization: Bearer "
            + servers.superadminToken()
            + "\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    Reader reader = new Reader();
    readers.add(reader);
    channel.register(selector, SelectionKey.OP_READ, reader);
  }

  private interface Condition {
    boolean holds();
  }

  private void readUntil(Condition condition) throws IOException {
    long deadline = System.nanoTime() + PATIENCE;
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("The streams did not get that far within a minute");
      }
      selector.select(key -> read((SocketChannel) key.channel(), (Reader) key.attachment()), 100);
    }
  }

  private void read(SocketChannel channel, Reader reader) {
    try {
      buffer.clear();
      if (channel.read(buffer) < 0) {
        throw new IllegalStateException("The server ended a stream");
      }
    } catch (IOException e) {
      throw new IllegalStateException("A stream broke", e);
    }
    long now = System.nanoTime();
    buffer.flip();
    reader.open = true;
    while (buffer.hasRemaining()) {
      byte next = buffer.get();
      reader.matched = next == MARK[reader.matched] ? reader.matched + 1 : next == MARK[0] ? 1 : 0;
      if (reader.matched == MARK.length) {
        reader.matched = 0;
        reader.events++;
        reader.latest = now;
      }
    }
  }

  private static List<Double> heapAfterCollections() throws InterruptedException {
    List<Double> mebibytes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(300);
      if (i >= 2) {
        mebibytes.add(
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0);
      }
    }
    return mebibytes;
  }

  private static double threads() {
    return ManagementFactory.getThreadMXBean().getThreadCount();
  }
}
