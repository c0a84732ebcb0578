package io.cooperage.server.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where webhooks may go: not into this machine or its private networks, unless the configuration
 * allows it, so that nobody makes the server ask what he cannot reach himself. Names are looked up
 * for each attempt, and the connection goes to the address that was checked. Thread-safe.
 */
final class Targets {
  private static final int LONGEST = 2048;

  /** IPv4 networks that are not the internet, beyond those that the JDK knows. */
  private static final List<Network> SPECIAL =
      List.of(
          new Network(new int[] {0}, 8),
          new Network(new int[] {100, 64}, 10),
          new Network(new int[] {192, 0, 0}, 24),
          new Network(new int[] {198, 18}, 15),
          new Network(new int[] {240}, 4));

  private final boolean allowPrivate;
  private final Resolver resolver;

  /** Looks a name up. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private record Network(int[] start, int bits) {
    boolean has(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int octet = bit / 8;
        int ours = octet < start.length ? start[octet] : 0;
        if (((ours ^ address[octet]) >> (7 - bit % 8) & 1) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  Targets(boolean allowPrivate, Resolver resolver) {
    this.allowPrivate = allowPrivate;
    this.resolver = resolver;
  }

  /** What is wrong with {@code url} at first sight; its name is not looked up. */
  Optional<String> complaint(String url) {
    if (url == null || url.length() > LONGEST) {
      return Optional.of("url must be one of at most " + LONGEST + " characters");
    }
    try {
      URI uri = new URI(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (!web || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
        return Optional.of(
            "url must be like https://example.org/path, without user name and fragment");
      }
      return isLiteral(uri.getHost()) ? forbidden(resolver.resolve(bare(uri))) : Optional.empty();
    } catch (URISyntaxException | UnknownHostException e) {
      return Optional.of("url is none: " + e.getMessage());
    }
  }

  /**
   * The address to connect to.
   *
   * @throws UnknownHostException with the reason, if there is none or it is not allowed
   */
  InetAddress find(URI url) throws UnknownHostException {
    InetAddress[] addresses = resolver.resolve(bare(url));
    Optional<String> refusal = forbidden(addresses);
    if (refusal.isPresent()) {
      throw new UnknownHostException(refusal.get());
    }
    return addresses[0];
  }

  private Optional<String> forbidden(InetAddress[] addresses) {
    return Arrays.stream(addresses)
        .filter(address -> !allowPrivate && isPrivate(address))
        .findFirst()
        .map(
            address ->
                "url leads to %s, which is not on the internet (webhooks.allowPrivate is false)"
                    .formatted(address.getHostAddress()));
  }

  static boolean isPrivate(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return SPECIAL.stream().anyMatch(network -> network.has(bytes));
    }
    boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
    return uniqueLocal || embedded((Inet6Address) address).filter(Targets::isPrivate).isPresent();
  }

  /** The IPv4 address that an IPv6 one is translated to: 64:ff9b::/96, 2002::/16 or ::/96. */
  private static Optional<InetAddress> embedded(Inet6Address address) {
    byte[] bytes = address.getAddress();
    boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == (byte) 0xff;
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    if (!nat64 && !sixToFour && !address.isIPv4CompatibleAddress()) {
      return Optional.empty();
    }
    int from = sixToFour ? 2 : 12;
    try {
      return Optional.of(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }

  private static boolean isLiteral(String host) {
    return host.startsWith("[") || host.matches("[0-9.]+");
  }

  private static String bare(URI url) {
    return url.getHost().replaceAll("[\\[\\]]", "");
  }
}
