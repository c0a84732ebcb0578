package io.cooperage.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WanRelayTest {

  @Test
  void findsTheShapeOfAPacketsLinkByItsNetworks() {
    Map<Long, LinkShape> shapes =
        WanRelay.parse(new String[] {"10.77.1:10.77.2:20000/0/0/0", "10.77.2:10.77.1:5000/0/0/0"});

    assertThat(shapes.get(WanRelay.keyOf(packet(1, 2))).delay()).isEqualTo(Duration.ofMillis(20));
    assertThat(shapes.get(WanRelay.keyOf(packet(2, 1))).delay()).isEqualTo(Duration.ofMillis(5));
    assertThat(shapes).doesNotContainKey(WanRelay.keyOf(packet(1, 3)));
  }

  private static byte[] packet(int from, int to) {
    byte[] packet = new byte[20];
    byte[] addresses = {10, 77, (byte) from, 101, 10, 77, (byte) to, (byte) 200};
    System.arraycopy(addresses, 0, packet, 12, addresses.length);
    return packet;
  }
}
