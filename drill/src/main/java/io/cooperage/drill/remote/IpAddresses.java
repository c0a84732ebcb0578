package io.cooperage.drill.remote;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP addresses as text: what a packet filter takes, and never a name to look up. */
final class IpAddresses {

  private static final Pattern FOUR =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");
  private static final Pattern SIX = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  private IpAddresses() {}

  static boolean isSix(String address) {
    return address.contains(":");
  }

  /**
   * Refuses what is no address.
   *
   * @throws IllegalArgumentException naming it
   */
  static void require(String address) {
    if (!FOUR.matcher(address).matches() && !isLiteralSix(address)) {
      throw new IllegalArgumentException(
          "\"%s\" is no IP address; names are not looked up, since packet filters take addresses"
              .formatted(address));
    }
  }

  /** With a colon in it, nothing is looked up. */
  private static boolean isLiteralSix(String address) {
    if (!SIX.matcher(address).matches()) {
      return false;
    }
    try {
      return InetAddress.getByName(address) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
