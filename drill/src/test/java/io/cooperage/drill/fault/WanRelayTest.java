package io.cooperage.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WanRelayTest {

  @Test
  void findsTheDelayOfAPacketByItsNetworks() {
    Map<Long, Long> delays =
        WanRelay.parse(new String[] {"10.77.1:10.77.2:20000", "10.77.2:10.77.1:5000"});

    assertThat(delays.get(WanRelay.keyOf(packet(1, 2)))).isEqualTo(20_000_000L);
    assertThat(delays.get(WanRelay.keyOf(packet(2, 1)))).isEqualTo(5_000_000L);
    assertThat(delays).doesNotContainKey(WanRelay.keyOf(packet(1, 3)));
  }

  private static byte[] packet(int from, int to) {
    byte[] packet = new byte[20];
    byte[] addresses = {10, 77, (byte) from, 101, 10, 77, (byte) to, (byte) 200};
    System.arraycopy(addresses, 0, packet, 12, addresses.length);
    return packet;
  }
}
