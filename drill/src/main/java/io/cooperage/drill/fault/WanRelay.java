package io.cooperage.drill.fault;

import com.sun.jna.Native;
import io.cooperage.drill.host.Kernel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The process that makes a WAN of a wire: it opens a TUN device in the namespace that it runs in,
 * and every packet that is routed into the device comes out of it again when the link between its
 * networks would have delivered it. The device is gone when the process is.
 *
 * <p>Arguments: the device's name, then pairs of networks by their upper octets, such as {@code
 * 10.77.1:10.77.2:20000/0/0/0}, each with the {@linkplain LinkShape#word shape} of that direction.
 */
public final class WanRelay {

  private static final int O_RDWR = 2;
  private static final long TUNSETIFF = 0x400454caL;
  private static final int IFREQ_SIZE = 40;
  private static final int IFREQ_NAME = 16;
  private static final int IFF_TUN_NO_PI = 0x1001;
  private static final int LARGEST_PACKET = 65536;
  private static final int CAPACITY = 50_000;
  private static final int SOURCE = 12;
  private static final int DESTINATION = 16;

  private final int descriptor;
  private final Map<Long, ShapedLink> links = new HashMap<>();
  private final DelayLine line = new DelayLine(CAPACITY);

  private WanRelay(int descriptor, Map<Long, LinkShape> shapes) {
    this.descriptor = descriptor;
    RandomGenerator random = new SplittableRandom();
    shapes.forEach(
        (key, shape) -> links.put(key, new ShapedLink(shape, random, System.nanoTime())));
  }

  /** Relays until it is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    Map<Long, LinkShape> shapes = parse(Arrays.copyOfRange(arguments, 1, arguments.length));
    WanRelay relay = new WanRelay(openTun(arguments[0]), shapes);
    Thread reader = new Thread(relay::read, "reader");
    reader.setDaemon(true);
    reader.start();
    relay.write();
  }

  /** Keys are the upper three octets of source and destination. */
  static Map<Long, LinkShape> parse(String[] pairs) {
    Map<Long, LinkShape> shapes = new HashMap<>();
    for (String pair : pairs) {
      String[] fields = pair.split(":");
      shapes.put(key(octets(fields[0]), octets(fields[1])), LinkShape.parse(fields[2]));
    }
    return shapes;
  }

  private static int octets(String prefix) {
    int value = 0;
    for (String octet : prefix.split("\\.")) {
      value = value << 8 | Integer.parseInt(octet);
    }
    return value;
  }

  private static long key(int source, int destination) {
    return (long) source << 32 | destination;
  }

  static long keyOf(byte[] packet) {
    return key(upperOctets(packet, SOURCE), upperOctets(packet, DESTINATION));
  }

  private static int upperOctets(byte[] packet, int offset) {
    return (packet[offset] & 0xff) << 16
        | (packet[offset + 1] & 0xff) << 8
        | (packet[offset + 2] & 0xff);
  }

  private static int openTun(String device) {
    int descriptor = Kernel.INSTANCE.open("/dev/net/tun", O_RDWR);
    if (descriptor < 0) {
      throw new IllegalStateException(
          "/dev/net/tun cannot be opened (errno %d): it needs root and the kernel's tun module."
              .formatted(Native.getLastError()));
    }
    byte[] request = new byte[IFREQ_SIZE];
    byte[] name = device.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, request, 0, name.length);
    request[IFREQ_NAME] = (byte) IFF_TUN_NO_PI;
    request[IFREQ_NAME + 1] = (byte) (IFF_TUN_NO_PI >> 8);
    if (Kernel.INSTANCE.ioctl(descriptor, TUNSETIFF, request) < 0) {
      throw new IllegalStateException(
          "Device %s cannot be made (errno %d).".formatted(device, Native.getLastError()));
    }
    return descriptor;
  }

  private void read() {
    byte[] buffer = new byte[LARGEST_PACKET];
    while (true) {
      int length = (int) Kernel.INSTANCE.read(descriptor, buffer, buffer.length);
      if (length <= 0) {
        continue;
      }
      long now = System.nanoTime();
      ShapedLink link = links.get(keyOf(buffer));
      OptionalLong arrival = link == null ? OptionalLong.of(now) : link.arrival(length, now);
      if (arrival.isPresent()) {
        line.put(Arrays.copyOf(buffer, length), length, arrival.getAsLong());
      }
    }
  }

  private void write() throws InterruptedException {
    while (true) {
      DelayLine.Packet packet = line.take();
      Kernel.INSTANCE.write(descriptor, packet.bytes(), packet.length());
    }
  }
}
